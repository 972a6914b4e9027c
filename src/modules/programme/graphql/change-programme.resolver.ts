import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { GroupFilter } from '../data/chosen-groups.js';
import { programmeLoader } from '../data/programme-rows.js';
import { cancelUpgradeProgramme } from '../use-cases/cancel-upgrade-programme.js';
import { addProgrammeGroups, removeProgrammeGroups } from '../use-cases/change-programme-groups.js';
import { createUpgradeProgramme } from '../use-cases/create-upgrade-programme.js';
import { pauseUpgradeProgramme, resumeUpgradeProgramme } from '../use-cases/pause-upgrade-programme.js';
import { retryProgrammeGroups } from '../use-cases/retry-programme-groups.js';
import { startUpgradeProgramme } from '../use-cases/start-upgrade-programme.js';
import {
  AddProgrammeGroupsInput,
  AddProgrammeGroupsPayload,
  CancelUpgradeProgrammeInput,
  CancelUpgradeProgrammePayload,
  CreateUpgradeProgrammeInput,
  CreateUpgradeProgrammePayload,
  PauseUpgradeProgrammeInput,
  PauseUpgradeProgrammePayload,
  type ProgrammeFilterInput,
  RemoveProgrammeGroupsInput,
  RemoveProgrammeGroupsPayload,
  ResumeUpgradeProgrammeInput,
  ResumeUpgradeProgrammePayload,
  RetryProgrammeGroupsInput,
  RetryProgrammeGroupsPayload,
  StartUpgradeProgrammeInput,
  StartUpgradeProgrammePayload,
} from './programme.inputs.js';
import { toUpgradeProgramme, type UpgradeProgramme } from './programme.types.js';

@Resolver()
export class ChangeProgrammeResolver {
  @Mutation(() => CreateUpgradeProgrammePayload, {
    description:
      'Makes a draft of a programme of many groups. Nothing is started. A group is in one programme at most that is neither completed nor cancelled, until its upgrade by that is over.',
  })
  async createUpgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateUpgradeProgrammeInput, { description: 'Which groups, on which terms.' })
    input: CreateUpgradeProgrammeInput,
  ): Promise<CreateUpgradeProgrammePayload> {
    const result = await context.execute(createUpgradeProgramme, {
      ...input,
      organizationId: localId('Organization', input.organizationId),
      sourceGroupIds: input.sourceGroupIds?.map(groupId),
      filter: input.filter ? filterOf(input.filter) : undefined,
    });
    return changed(CreateUpgradeProgrammePayload, context, result);
  }

  @Mutation(() => AddProgrammeGroupsPayload, { description: 'Adds groups at the end of a draft.' })
  async addProgrammeGroups(
    @Ctx() context: ApiContext,
    @Arg('input', () => AddProgrammeGroupsInput, { description: 'Which groups, and to which draft.' })
    input: AddProgrammeGroupsInput,
  ): Promise<AddProgrammeGroupsPayload> {
    const sourceGroupIds = input.sourceGroupIds.map(groupId);
    const result = await context.execute(addProgrammeGroups, { ...programmeOf(input), sourceGroupIds });
    return changed(AddProgrammeGroupsPayload, context, result);
  }

  @Mutation(() => RemoveProgrammeGroupsPayload, {
    description:
      'Takes groups out of a programme that is neither completed nor cancelled: those that it has not started. It does not wait for them any more: one that is RUNNING is COMPLETED if nothing else was left of it.',
  })
  async removeProgrammeGroups(
    @Ctx() context: ApiContext,
    @Arg('input', () => RemoveProgrammeGroupsInput, {
      description: 'Which groups, and out of which programme.',
    })
    input: RemoveProgrammeGroupsInput,
  ): Promise<RemoveProgrammeGroupsPayload> {
    const sourceGroupIds = input.sourceGroupIds.map(groupId);
    const result = await context.execute(removeProgrammeGroups, { ...programmeOf(input), sourceGroupIds });
    const payload = await changed(RemoveProgrammeGroupsPayload, context, result);
    return result.ok ? Object.assign(payload, { removed: result.value.removed }) : payload;
  }

  @Mutation(() => StartUpgradeProgrammePayload, {
    description:
      "Sets a draft going: its groups are started one after the other at the rate, in the caller's name, each by the rules of startGroupUpgrade at its own moment. A group that cannot be started is SKIPPED, and the others go on.",
  })
  async startUpgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('input', () => StartUpgradeProgrammeInput, { description: 'Which draft, and how fast.' })
    input: StartUpgradeProgrammeInput,
  ): Promise<StartUpgradeProgrammePayload> {
    return changed(
      StartUpgradeProgrammePayload,
      context,
      await context.execute(startUpgradeProgramme, programmeOf(input)),
    );
  }

  @Mutation(() => PauseUpgradeProgrammePayload, {
    description:
      'Lets a running programme stand still: once this is answered no further group is started, and its open upgrades are PAUSED with the reason PROGRAMME_PAUSED.',
  })
  async pauseUpgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('input', () => PauseUpgradeProgrammeInput, { description: 'Which programme.' })
    input: PauseUpgradeProgrammeInput,
  ): Promise<PauseUpgradeProgrammePayload> {
    return changed(
      PauseUpgradeProgrammePayload,
      context,
      await context.execute(pauseUpgradeProgramme, programmeOf(input)),
    );
  }

  @Mutation(() => ResumeUpgradeProgrammePayload, {
    description:
      'Lets a paused programme go on, with the upgrades that were paused with it: their deadlines are later by the time that they stood still. An upgrade that is PAUSED for a reason of its own stays so.',
  })
  async resumeUpgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('input', () => ResumeUpgradeProgrammeInput, { description: 'Which programme.' })
    input: ResumeUpgradeProgrammeInput,
  ): Promise<ResumeUpgradeProgrammePayload> {
    return changed(
      ResumeUpgradeProgrammePayload,
      context,
      await context.execute(resumeUpgradeProgramme, programmeOf(input)),
    );
  }

  @Mutation(() => CancelUpgradeProgrammePayload, {
    description: 'Gives a programme up: nothing more is started, and its groups are free for another.',
  })
  async cancelUpgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('input', () => CancelUpgradeProgrammeInput, {
      description: 'Which programme, and what becomes of its upgrades.',
    })
    input: CancelUpgradeProgrammeInput,
  ): Promise<CancelUpgradeProgrammePayload> {
    return changed(
      CancelUpgradeProgrammePayload,
      context,
      await context.execute(cancelUpgradeProgramme, programmeOf(input)),
    );
  }

  @Mutation(() => RetryProgrammeGroupsPayload, {
    description:
      "Lets groups that were skipped wait again, now to be started in the caller's name; in a programme that is RUNNING or PAUSED.",
  })
  async retryProgrammeGroups(
    @Ctx() context: ApiContext,
    @Arg('input', () => RetryProgrammeGroupsInput, { description: 'Which groups of which programme.' })
    input: RetryProgrammeGroupsInput,
  ): Promise<RetryProgrammeGroupsPayload> {
    const sourceGroupIds = input.sourceGroupIds?.map(groupId);
    const result = await context.execute(retryProgrammeGroups, { ...programmeOf(input), sourceGroupIds });
    const payload = await changed(RetryProgrammeGroupsPayload, context, result);
    return result.ok ? Object.assign(payload, { retried: result.value.retried }) : payload;
  }
}

const groupId = (id: string): string => localId('SourceGroup', id);

function programmeOf<Input extends { readonly programmeId: string }>(input: Input): Input {
  return { ...input, programmeId: localId('UpgradeProgramme', input.programmeId) };
}

function filterOf(input: ProgrammeFilterInput): GroupFilter {
  const { platform, minMembers, maxMembers, lastMessageAfter, nameContains, ownedByMemberId } = input;
  return {
    platform: platform ?? undefined,
    minMembers: minMembers ?? undefined,
    maxMembers: maxMembers ?? undefined,
    lastMessageAfter: lastMessageAfter ?? undefined,
    nameContains: nameContains ?? undefined,
    ownedByMemberId: ownedByMemberId ? localId('Member', ownedByMemberId) : undefined,
    neverUpgraded: input.neverUpgraded ?? undefined,
  };
}

/** The payload of a mutation of a programme, with the programme as it is after it. */
function changed<P extends Payload & { upgradeProgramme?: UpgradeProgramme }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ programmeId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ programmeId }) => {
    const row = orNotFound(await context.load(programmeLoader, programmeId));
    return { upgradeProgramme: toUpgradeProgramme(row) } as Partial<P>;
  });
}
