import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { memberLoader } from '#modules/directory/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { mandateLoader } from '../data/mandates.js';
import { sourceGroupLoader } from '../data/source-groups.js';
import { grantUpgradeMandate, revokeUpgradeMandate } from '../use-cases/decide-upgrade-mandate.js';
import { requestUpgradeMandates } from '../use-cases/request-upgrade-mandates.js';
import {
  GrantUpgradeMandateInput,
  GrantUpgradeMandatePayload,
  RequestUpgradeMandatesInput,
  RequestUpgradeMandatesPayload,
  RevokeUpgradeMandateInput,
  RevokeUpgradeMandatePayload,
  toMandate,
  UpgradeMandate,
} from './mandate.types.js';
import { SourceGroup, toSourceGroup } from './source-group.types.js';

@Resolver()
export class MandateResolver {
  @Mutation(() => RequestUpgradeMandatesPayload, {
    description:
      'Asks the owners of groups to let the administrators upgrade these for them, and tells each of them once, through every channel that is enabled. Whoever has asked is told what they decide. For administrators and group administrators.',
  })
  async requestUpgradeMandates(
    @Ctx() context: ApiContext,
    @Arg('input', () => RequestUpgradeMandatesInput, { description: 'Which groups.' })
    input: RequestUpgradeMandatesInput,
  ): Promise<RequestUpgradeMandatesPayload> {
    const sourceGroupIds = input.sourceGroupIds.map((id) => localId('SourceGroup', id));
    const result = await context.execute(requestUpgradeMandates, { ...input, sourceGroupIds });
    return toPayload(RequestUpgradeMandatesPayload, context.locale, result, async (outcome) => ({
      sourceGroups: await Promise.all(outcome.sourceGroupIds.map((id) => loadGroup(context, id))),
      requested: outcome.requested,
      unreachable: outcome.unreachable,
    }));
  }

  @Mutation(() => GrantUpgradeMandatePayload, {
    description:
      'Lets the administrators and group administrators of the organization start the upgrade of a group, take it up and cut it over in the place of its owner, who alone can say so and needs no role for it. It ends when the group changes hands.',
  })
  async grantUpgradeMandate(
    @Ctx() context: ApiContext,
    @Arg('input', () => GrantUpgradeMandateInput, { description: 'For which group.' })
    input: GrantUpgradeMandateInput,
  ): Promise<GrantUpgradeMandatePayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    const result = await context.execute(grantUpgradeMandate, { ...input, sourceGroupId });
    return decided(GrantUpgradeMandatePayload, context, result);
  }

  @Mutation(() => RevokeUpgradeMandatePayload, {
    description:
      'Takes a mandate back, or says no to a request for one; for the owner of the group. An upgrade that is open goes on, and only the owner can cut it over.',
  })
  async revokeUpgradeMandate(
    @Ctx() context: ApiContext,
    @Arg('input', () => RevokeUpgradeMandateInput, { description: 'For which group.' })
    input: RevokeUpgradeMandateInput,
  ): Promise<RevokeUpgradeMandatePayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    const result = await context.execute(revokeUpgradeMandate, { ...input, sourceGroupId });
    return decided(RevokeUpgradeMandatePayload, context, result);
  }
}

@Resolver(() => SourceGroup)
export class SourceGroupMandateResolver {
  @FieldResolver(() => UpgradeMandate, {
    nullable: true,
    description:
      'Whether its present owner lets administrators upgrade it; null if the owner was never asked and never said so.',
  })
  async mandate(@Root() { row }: SourceGroup, @Ctx() context: ApiContext): Promise<UpgradeMandate | null> {
    const mandate = await context.load(mandateLoader, row.id);
    return mandate ? toMandate(mandate) : null;
  }
}

@Resolver(() => UpgradeMandate)
export class UpgradeMandateResolver {
  @FieldResolver(() => Member, { nullable: true, description: 'Who asked for it last; null if nobody has.' })
  async requestedBy(@Root() { row }: UpgradeMandate, @Ctx() context: ApiContext): Promise<Member | null> {
    if (row.requestedBy === null) return null;
    return toMember(orNotFound(await context.load(memberLoader, row.requestedBy)));
  }
}

async function loadGroup(context: ApiContext, id: string): Promise<SourceGroup> {
  return toSourceGroup(orNotFound(await context.load(sourceGroupLoader, id)));
}

function decided<P extends Payload & { sourceGroup?: SourceGroup }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ sourceGroupId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ sourceGroupId }) => {
    return { sourceGroup: await loadGroup(context, sourceGroupId) } as Partial<P>;
  });
}
