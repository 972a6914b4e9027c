import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type Operation, toOperation } from '#modules/operation/graphql/operation.types.js';
import { operationLoader } from '#modules/operation/public.js';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { importSourceGroup } from '../use-cases/import-source-group.js';
import { importSourceGroupAttachments } from '../use-cases/import-source-group-attachments.js';
import { importSourceGroupMobiles } from '../use-cases/import-source-group-mobiles.js';
import {
  ImportSourceGroupAttachmentsInput,
  ImportSourceGroupAttachmentsPayload,
  ImportSourceGroupInput,
  ImportSourceGroupMobilesInput,
  ImportSourceGroupMobilesPayload,
  ImportSourceGroupPayload,
} from './import.types.js';

@Resolver()
export class GroupImportResolver {
  @Mutation(() => ImportSourceGroupPayload, {
    description:
      'Imports a group with its roster and history, or brings one that was imported before up to date: messages that are known are not added again, names are taken over, and who is missing has left.',
  })
  async importSourceGroup(
    @Ctx() context: ApiContext,
    @Arg('input', () => ImportSourceGroupInput, { description: 'The file.' }) input: ImportSourceGroupInput,
  ): Promise<ImportSourceGroupPayload> {
    const organizationId = localId('Organization', input.organizationId);
    const uploadId = localId('Upload', input.uploadId);
    const result = await context.execute(importSourceGroup, { ...input, organizationId, uploadId });
    return queued(ImportSourceGroupPayload, context, result);
  }

  @Mutation(() => ImportSourceGroupMobilesPayload, {
    description:
      'Says which mobiles the members of a group have: an export holds none, and members are asked by their mobile.',
  })
  async importSourceGroupMobiles(
    @Ctx() context: ApiContext,
    @Arg('input', () => ImportSourceGroupMobilesInput, { description: 'The file.' })
    input: ImportSourceGroupMobilesInput,
  ): Promise<ImportSourceGroupMobilesPayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    const uploadId = localId('Upload', input.uploadId);
    const result = await context.execute(importSourceGroupMobiles, { ...input, sourceGroupId, uploadId });
    return queued(ImportSourceGroupMobilesPayload, context, result);
  }

  @Mutation(() => ImportSourceGroupAttachmentsPayload, {
    description:
      'Says by reference and hash which files the images, voice messages, videos, files and stickers of a group are: an export holds none. The files themselves stay where they are.',
  })
  async importSourceGroupAttachments(
    @Ctx() context: ApiContext,
    @Arg('input', () => ImportSourceGroupAttachmentsInput, { description: 'The manifest.' })
    input: ImportSourceGroupAttachmentsInput,
  ): Promise<ImportSourceGroupAttachmentsPayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    const uploadId = localId('Upload', input.uploadId);
    const result = await context.execute(importSourceGroupAttachments, { ...input, sourceGroupId, uploadId });
    return queued(ImportSourceGroupAttachmentsPayload, context, result);
  }
}

function queued<P extends Payload & { operation?: Operation }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ operationId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ operationId }) => {
    const operation = toOperation(orNotFound(await context.load(operationLoader, operationId)));
    return { operation } as Partial<P>;
  });
}
