import { memberOf } from '#modules/directory/public.js';
import { type Action, command } from '#modules/identity/public.js';
import { settingsOf } from '#modules/organization/public.js';
import { newId } from '#kernel/ids.js';
import { ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Command, CommandContext } from '#platform/use-case/use-case.js';
import { propose } from '../data/cut-over-proposals.js';
import type { CutOverNumbers } from '../domain/summary.js';
import { upgradeTopic } from '../domain/topics.js';
import { carryOutCutOver } from './carry-out-cut-over.js';
import { lockCutOver, type LockedCutOver, planCutOver } from './plan-cut-over.js';
import type { SummaryTokens } from './summary-token.js';

interface CutOverInput {
  readonly groupUpgradeId: string;
  readonly summaryToken: string;
}
/** With a proposal, it is that alone which was done. */
type CutOverOutcome = { groupUpgradeId: string; proposalId: string | null };

/**
 * The one step without a way back, in one transaction that does not grow with the history (its proof was computed
 * ahead): ownership, eligibility of every acceptance, capacity and the numbers are checked again under locks, then it
 * is carried out. Where the organization wants a second administrator, or wanted one when the upgrade was started, it
 * is only proposed, on these very numbers.
 */
export const cutOverGroupUpgrade = (tokens: SummaryTokens): Command<Action, CutOverInput, CutOverOutcome> =>
  command<CutOverInput, CutOverOutcome>({
    name: 'cutOverGroupUpgrade',
    action: 'upgrade.manage',
    async run(context, { groupUpgradeId, summaryToken }) {
      const { tx } = context;
      const locked = await lockCutOver(context, groupUpgradeId);
      const isCurrent = (numbers: CutOverNumbers): boolean =>
        tokens.isFresh(summaryToken, groupUpgradeId, numbers, locked.now);
      const planned = await planCutOver(tx, locked, context.personId(), isCurrent, 'summaryToken');
      if (!planned.ok) return planned;
      const { secondAdministrator } = await settingsOf(tx, locked.upgrade.organizationId);
      if (secondAdministrator || locked.upgrade.secondAdministrator) {
        const readAt = tokens.readAt(summaryToken);
        const proposalId = await proposeCutOver(context, locked, planned.value.numbers, readAt);
        return ok({ groupUpgradeId, proposalId });
      }
      await carryOutCutOver(context, locked, planned.value.outcomes);
      return ok({ groupUpgradeId, proposalId: null });
    },
  });

/** Says that this person wants the cut-over on these numbers. The event that tells it is one of the numbers. */
async function proposeCutOver(
  context: CommandContext,
  { upgrade, now }: LockedCutOver,
  numbers: CutOverNumbers,
  readAt: Date,
): Promise<string> {
  const { tx } = context;
  const personId = context.personId();
  const member = orNotFound(await memberOf(tx, personId, upgrade.organizationId));
  const id = newId();
  await propose(tx, {
    ...numbers,
    id,
    upgradeId: upgrade.id,
    proposedBy: member.memberId,
    personId,
    sequence: numbers.sequence + 1,
    readAt,
    proposedAt: now,
  });
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { proposalId: id, ...numbers, readAt: readAt.toISOString() },
  });
  context.signal(upgradeTopic(upgrade.id));
  return id;
}
