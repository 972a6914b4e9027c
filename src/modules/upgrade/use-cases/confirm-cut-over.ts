import { rolesOf } from '#modules/directory/public.js';
import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import type { Sql } from '#platform/db/sql.js';
import { type CutOverProposal, proposalOf } from '../data/cut-over-proposals.js';
import { holdsStill } from '../domain/summary.js';
import { carryOutCutOver } from './carry-out-cut-over.js';
import { managesUpgrades } from './manages-upgrades.js';
import { lockCutOver, planCutOver } from './plan-cut-over.js';

/**
 * Carries a proposed cut-over out, as somebody else than who has proposed it. Everything is checked again, under the
 * same locks as at the proposal: the proposer still has the right and acts for the owner, the numbers are those that
 * the proposer read, and by the database's clock that was less than five minutes ago.
 */
export const confirmCutOver = command<
  { groupUpgradeId: string; proposalId: string },
  { groupUpgradeId: string }
>({
  name: 'confirmCutOver',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, proposalId }) {
    const { tx } = context;
    const locked = await lockCutOver(context, groupUpgradeId);
    const proposal = await proposalOf(tx, groupUpgradeId);
    const stale = refuse('CUT_OVER_TOKEN_STALE', 'proposalId');
    if (proposal?.id !== proposalId) return err([stale]);
    if (proposal.personId === context.personId()) return err([refuse('SECOND_PERSON_NEEDED', 'proposalId')]);
    if (!(await mayStill(tx, proposal, locked.upgrade.organizationId))) return err([stale]);
    const planned = await planCutOver(
      tx,
      locked,
      proposal.personId,
      (numbers) => holdsStill(proposal, numbers, locked.now),
      'proposalId',
    );
    if (!planned.ok) return planned;
    const { proposedBy } = proposal;
    await carryOutCutOver(context, locked, planned.value.outcomes, { proposalId, proposedBy });
    return ok({ groupUpgradeId });
  },
});

async function mayStill(sql: Sql, { personId }: CutOverProposal, organizationId: string): Promise<boolean> {
  const roles = await rolesOf(sql, personId, organizationId);
  return roles !== undefined && managesUpgrades(roles);
}
