import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { proposalLoader } from '../data/cut-over-proposals.js';
import { upgradeLoader } from '../data/upgrade-rows.js';
import { confirmCutOver } from '../use-cases/confirm-cut-over.js';
import type { cutOverGroupUpgrade } from '../use-cases/cut-over-group-upgrade.js';
import type { cutOverSummary } from '../use-cases/cut-over-summary.js';
import {
  ConfirmCutOverInput,
  ConfirmCutOverPayload,
  CutOverGroupUpgradePayload,
  toProposal,
} from './cut-over.types.js';
import { upgraded } from './group-upgrade.resolver.js';
import { CutOverSummary } from './preflight.types.js';
import { CutOverGroupUpgradeInput } from './upgrade.inputs.js';
import { ExclusionCount, toGroupUpgrade } from './upgrade.types.js';

export interface CutOverUseCases {
  readonly cutOverSummary: ReturnType<typeof cutOverSummary>;
  readonly cutOverGroupUpgrade: ReturnType<typeof cutOverGroupUpgrade>;
}

@Resolver()
export class CutOverResolver {
  constructor(private readonly useCases: CutOverUseCases) {}

  @Query(() => CutOverSummary, {
    nullable: true,
    description:
      'What the cut-over would do now, with the token to do it. Null once the upgrade is COMPLETED or CANCELLED: what came of it stands in its `progress`.',
  })
  async cutOverSummary(
    @Ctx() context: ApiContext,
    @Arg('groupUpgradeId', () => ID, { description: 'A GroupUpgrade.' }) id: string,
  ): Promise<CutOverSummary | null> {
    const groupUpgradeId = localId('GroupUpgrade', id);
    const summary = await context.ask(this.useCases.cutOverSummary, { groupUpgradeId });
    if (!summary) return null;
    const { upgradeId, numbers, entries, cured, proved, outdated, byReason, token, expiresAt } = summary;
    return make(CutOverSummary, {
      groupUpgradeId: globalId('GroupUpgrade', upgradeId),
      joining: numbers.joining,
      staying: numbers.staying,
      joiningEntries: entries.joining,
      stayingEntries: entries.staying,
      excludedByReason: byReason.map((count) => make(ExclusionCount, count)),
      cured,
      messages: numbers.messages,
      historyDigest: numbers.digest,
      historyProved: proved,
      outdatedTerms: outdated,
      token,
      tokenExpiresAt: expiresAt,
    });
  }

  @Mutation(() => CutOverGroupUpgradePayload, {
    description:
      'The one step without a way back: who said yes becomes a member of the enterprise group, which takes the whole history over, and the source group ceases. Only its owner may, or who has the mandate of its owner, after the cooling-off, with the token of a fresh summary. Where the organization wants a second administrator, or wanted one when the upgrade was started, it is only proposed: `confirmationNeeded`. Refused with NOTICE_OUTDATED while the settings differ from what the text promised.',
  })
  async cutOverGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => CutOverGroupUpgradeInput, { description: 'Which upgrade, on which numbers.' })
    input: CutOverGroupUpgradeInput,
  ): Promise<CutOverGroupUpgradePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    const result = await context.execute(this.useCases.cutOverGroupUpgrade, { ...input, groupUpgradeId });
    return toPayload(CutOverGroupUpgradePayload, context.locale, result, async ({ proposalId }) => {
      const proposal = proposalId === null ? undefined : await context.load(proposalLoader, groupUpgradeId);
      return {
        groupUpgrade: toGroupUpgrade(orNotFound(await context.load(upgradeLoader, groupUpgradeId))),
        confirmationNeeded: proposalId !== null,
        proposal: proposal ? toProposal(proposal) : null,
      };
    });
  }

  @Mutation(() => ConfirmCutOverPayload, {
    description:
      'Carries out the cut-over that somebody else has proposed, where the organization wants a second person. Everything is checked again, and the numbers must be those that the proposer read less than five minutes ago (CUT_OVER_TOKEN_STALE). Who confirms needs the right, and need not own the group.',
  })
  async confirmCutOver(
    @Ctx() context: ApiContext,
    @Arg('input', () => ConfirmCutOverInput, { description: 'Which cut-over.' })
    input: ConfirmCutOverInput,
  ): Promise<ConfirmCutOverPayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    const proposalId = localId('CutOverProposal', input.proposalId);
    const result = await context.execute(confirmCutOver, { ...input, groupUpgradeId, proposalId });
    return upgraded(ConfirmCutOverPayload, context, result);
  }
}
