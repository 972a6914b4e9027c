import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { toOperation } from '#modules/operation/graphql/operation.types.js';
import { operationLoader } from '#modules/operation/public.js';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { importSourceGroup } from '../use-cases/import-source-group.js';
import { importSourceGroupMobiles } from '../use-cases/import-source-group-mobiles.js';
import {
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
}

function queued<P extends ImportSourceGroupPayload | ImportSourceGroupMobilesPayload>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ operationId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ operationId }) => {
    const operation = toOperation(orNotFound(await context.load(operationLoader, operationId)));
    return { operation } as Partial<P>;
  });
}
