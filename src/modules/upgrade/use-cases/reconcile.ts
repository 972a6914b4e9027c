import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { setDeadlines } from '../data/deadlines.js';
import { changeInvitations, type InvitationChange } from '../data/event-log.js';
import { type AccountKey, staleInvitations, type StaleInvitation } from '../data/stale-invitations.js';
import { lockUpgrades, type UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { UNBLOCKED_HOURS } from '../domain/limits.js';
import { upgradeTopic } from '../domain/topics.js';
import { scheduleDeadlines } from './deadline.js';

/**
 * Brings open invitations of these upgrades in line with what has changed underneath them, all or those to whom some
 * accounts belong: a blocked one becomes pending the moment its cause is cured, with at least a day left to answer; a
 * pending one whose person cannot answer any more is blocked. An acceptance stays an acceptance; whether it can be
 * carried out is decided at the cut-over. Nothing happens to an upgrade that is not asking: it catches up when it asks
 * again.
 */
export async function reconcile(
  context: EffectContext,
  upgradeIds: readonly string[],
  accounts?: readonly AccountKey[],
): Promise<void> {
  const { tx } = context;
  if (upgradeIds.length === 0) return;
  const upgrades = await lockUpgrades(tx, upgradeIds, ['INVITING']);
  const asking = upgrades.map(({ id }) => id);
  const stale = asking.length > 0 ? await staleInvitations(tx, asking, accounts) : [];
  if (stale.length === 0) return;
  const now = await databaseNow(tx);
  const byUpgrade = Map.groupBy(stale, ({ upgradeId }) => upgradeId);
  for (const [upgradeId, of] of byUpgrade) await changeInvitations(tx, upgradeId, of.map(changeOf), now);
  const atLeast = new Date(now.getTime() + UNBLOCKED_HOURS * 3_600_000);
  await setDeadlines(
    tx,
    stale.filter(isCured).map(({ id, expiresAt }) => ({
      invitationId: id,
      expiresAt: expiresAt > atLeast ? expiresAt : atLeast,
    })),
    now,
  );
  await scheduleDeadlines(context, [...byUpgrade.keys()], now);
  for (const upgrade of upgrades) await tell(context, upgrade, byUpgrade.get(upgrade.id) ?? []);
}

async function tell(
  context: EffectContext,
  { id, organizationId }: UpgradeRow,
  changed: readonly StaleInvitation[],
): Promise<void> {
  if (changed.length === 0) return;
  const cured = changed.filter(isCured);
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id },
    details: { unblocked: cured.length, blocked: changed.length - cured.length },
  });
  await context.emit(invitationNews, {
    organizationId,
    groupUpgradeId: id,
    kind: 'UNBLOCKED',
    invitationIds: cured.map((invitation) => invitation.id),
  });
  context.signal(upgradeTopic(id));
}

const isCured = ({ hindrance }: StaleInvitation): boolean => hindrance === null;

function changeOf({ id, state, hindrance }: StaleInvitation): InvitationChange {
  const to = hindrance === null ? 'PENDING' : 'BLOCKED';
  return { invitationId: id, from: state, to, reason: hindrance ?? undefined };
}
