import { Field, ID, InputType, Float, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Node } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { UploadPurpose as Purpose, UploadState as State } from '../domain/upload.js';

export const UploadPurpose = enumType<Purpose>({
  name: 'UploadPurpose',
  description: 'What a file is for.',
  values: {
    REGISTRATION_DOCUMENT: 'A licence or certificate for attachRegistrationDocument, at most 20 MiB.',
    DIRECTORY_DEPARTMENTS: 'CSV for importDepartments, at most 64 MiB.',
    DIRECTORY_MEMBERS: 'CSV for importMembers, at most 64 MiB.',
    GROUP_EXPORT: 'A ChatLab file, JSON or JSONL, for importSourceGroup, at most 2 GiB.',
    GROUP_MOBILES: 'CSV for importSourceGroupMobiles, at most 64 MiB.',
    GROUP_ATTACHMENTS: 'CSV for importSourceGroupAttachments, at most 512 MiB.',
  },
});

export const UploadState = enumType<State>({
  name: 'UploadState',
  description: 'Whether the file is there.',
  values: {
    WAITING: 'The file has not been received, or not to its end.',
    COMPLETE: 'The file was received whole and can be used.',
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A file on its way in. Only who announced it sees it and can use it.',
})
export class Upload extends Node {
  @Field(() => UploadPurpose, { description: 'What it is for. It can be used for nothing else.' })
  purpose!: Purpose;

  @Field(() => String, { description: 'Its name, as the client gave it.' })
  fileName!: string;

  @Field(() => String, {
    description: 'Its media type, as the client gave it; application/octet-stream when it gave none.',
  })
  contentType!: string;

  @Field(() => UploadState, { description: 'Whether it is there.' })
  state!: State;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to send the file: one PUT with the bytes as its body and no token. Answers 201 with {"bytes", "sha256"}; 403 for a URL that was tampered with, 409 when it was received before or is being received, 410 when it has expired, 413 when it is too large. What was cut off leaves nothing and can be sent again. Null unless the upload is WAITING.',
  })
  url!: string | null;

  @Field(() => Float, { description: 'The most that it may hold, in bytes.' })
  maxBytes!: number;

  @Field(() => Float, { nullable: true, description: 'Its size in bytes; null while it is WAITING.' })
  bytes!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SHA-256 of what was received, in 64 hexadecimal digits; null while it is WAITING.',
  })
  sha256!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the URL stops working (an hour after it was made), or the file that nothing has used is removed (a day after it was received). The file of an import is removed when that has ended, succeeded or not; it stays a day longer for another try where the failure was INTERNAL or INTERRUPTED, and no import keeps it longer than a week. Null for documents that are kept.',
  })
  expiresAt!: Date | null;
}

@InputType({ description: 'The file to send.' })
export class CreateUploadInput extends MutationInput {
  @Field(() => UploadPurpose, { description: 'What it is for.' })
  purpose!: Purpose;

  @Field(() => ID, {
    nullable: true,
    description: 'The organization it is for; it is then of no use to any other.',
  })
  organizationId?: string | null;

  @Field(() => String, { description: 'Its name, at most 255 characters.' })
  fileName!: string;

  @Field(() => String, { nullable: true, description: 'Its media type, for instance text/csv.' })
  contentType?: string | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'Where to send the file.' })
export class CreateUploadPayload extends Payload {
  @Field(() => Upload, { nullable: true, description: 'Null when it was refused.' })
  upload?: Upload;
}
