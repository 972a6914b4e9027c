import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import type { UploadRecord } from '../data/uploads.js';
import { maxBytesOf } from '../domain/upload.js';
import { createUpload } from '../use-cases/create-upload.js';
import { upload } from '../use-cases/upload.js';
import type { UploadUrls } from '../use-cases/upload-urls.js';
import { CreateUploadInput, CreateUploadPayload, Upload } from './upload.types.js';

@Resolver()
export class UploadResolver {
  constructor(private readonly urls: UploadUrls) {}

  @Query(() => Upload, { description: 'One of your uploads.' })
  async upload(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The upload.' }) id: string,
  ): Promise<Upload> {
    return this.byId(context, localId('Upload', id));
  }

  @Mutation(() => CreateUploadPayload, {
    description: 'Announces a file and tells where to send it. At most 20 of your files may wait to be used.',
  })
  async createUpload(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateUploadInput, { description: 'The file.' }) input: CreateUploadInput,
  ): Promise<CreateUploadPayload> {
    const { organizationId, contentType, ...rest } = input;
    const result = await context.execute(createUpload, {
      ...rest,
      contentType: contentType ?? null,
      organizationId: organizationId ? localId('Organization', organizationId) : null,
    });
    return toPayload(CreateUploadPayload, context.locale, result, async ({ uploadId }) => ({
      upload: await this.byId(context, uploadId),
    }));
  }

  async byId(context: ApiContext, id: string): Promise<Upload> {
    return this.toUpload(await context.ask(upload, { id }));
  }

  private toUpload(record: UploadRecord): Upload {
    const { id, purpose, fileName, contentType, state, bytes, sha256, expiresAt } = record;
    return make(Upload, {
      id: globalId('Upload', id),
      purpose,
      fileName,
      contentType,
      state,
      url: state === 'WAITING' && expiresAt ? this.urls.urlOf(id, expiresAt) : null,
      maxBytes: maxBytesOf(purpose),
      bytes,
      sha256,
      expiresAt,
    });
  }
}
