import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node } from '#platform/graphql/relay.js';
import type { DownloadPurpose as Purpose } from '../domain/download.js';
import type { IssuedDownload } from '../use-cases/download.js';

export const DownloadPurpose = enumType<Purpose>({
  name: 'DownloadPurpose',
  description: 'What a file is that an operation has made.',
  values: {
    EVIDENCE_PACK: 'The evidence of one upgrade, from exportEvidence: a ZIP file.',
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A file that an operation has made. Only who asked for the operation sees it.',
})
export class Download extends Node {
  @Field(() => DownloadPurpose, { description: 'What it is.' })
  purpose!: Purpose;

  @Field(() => String, { description: 'A name for it.' })
  fileName!: string;

  @Field(() => String, { description: 'Its media type.' })
  contentType!: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  bytes!: number;

  @Field(() => String, { description: 'Its SHA-256, in 64 hexadecimal digits.' })
  sha256!: string;

  @Field(() => String, {
    description:
      'Where to fetch it: one GET without a token. It answers 200 with the bytes, 403 for a URL that was tampered with and 410 when the URL has expired or the file was removed. Whoever has the URL can fetch the file: do not pass it on.',
  })
  url!: string;

  @Field(() => DateTime, {
    description:
      'When the URL stops working, a quarter of an hour after it was read. Read it again for a new one.',
  })
  urlExpiresAt!: Date;

  @Field(() => DateTime, { description: 'When the file itself is removed, a week after it was made.' })
  expiresAt!: Date;
}

export function toDownload(issued: IssuedDownload): Download {
  const { id, purpose, fileName, contentType, bytes, sha256, url, urlExpiresAt, expiresAt } = issued;
  return make(Download, {
    id: globalId('Download', id),
    purpose,
    fileName,
    contentType,
    bytes,
    sha256,
    url,
    urlExpiresAt,
    expiresAt,
  });
}
