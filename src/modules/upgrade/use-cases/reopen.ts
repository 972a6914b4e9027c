import type { EffectContext } from '#platform/use-case/use-case.js';
import { putOffEnd, setDeadlines } from '../data/deadlines.js';
import { changeUpgrade } from '../data/event-log.js';
import { type LockedQuestion, lockInvitationsById } from '../data/invitation-rows.js';
import { lockLateJoiners } from '../data/late-joiners.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { REOPENED_HOURS } from '../domain/limits.js';

/**
 * Ends the cooling-off before its time: first answers are taken again, for a day at least. Who has lapsed stays so
 * until they are asked again; what the history was found to be still counts if nothing is imported until the next
 * cooling-off. Returns those who joined in the cooling-off. The caller holds the upgrade, and afterwards schedules its
 * deadline and invites them.
 */
export async function reopen(
  context: EffectContext,
  upgrade: UpgradeRow,
  now: Date,
): Promise<readonly LockedQuestion[]> {
  const atLeast = new Date(now.getTime() + REOPENED_HOURS * 3_600_000);
  const lateJoiners = await lockLateJoiners(context.tx, upgrade.id);
  await changeUpgrade(
    context.tx,
    upgrade.id,
    { type: 'COOLING_OFF_STOPPED', from: 'COOLING_OFF', to: 'INVITING' },
    now,
  );
  await putOffEnd(context.tx, upgrade.id, atLeast);
  // Their end was set when they could not answer, and nobody watched it.
  const short = lateJoiners.filter((invitation) => invitation.expiresAt < atLeast);
  await setDeadlines(
    context.tx,
    short.map(({ id }) => ({ invitationId: id, expiresAt: atLeast })),
    now,
  );
  return lateJoiners;
}

/**
 * Tells those whom `reopen` has returned that they are asked; they were not told as long as answers were closed. Comes
 * after the upgrade has caught up with what changed meanwhile, for who is cured by that has been told then.
 */
export async function inviteLateJoiners(
  context: EffectContext,
  { id: groupUpgradeId, organizationId }: UpgradeRow,
  lateJoiners: readonly LockedQuestion[],
): Promise<void> {
  if (lateJoiners.length === 0) return;
  const before = new Map(lateJoiners.map(({ id, state }) => [id, state]));
  const present = await lockInvitationsById(context.tx, groupUpgradeId, [...before.keys()]);
  const untold = present.filter(({ id, state }) => !(before.get(id) === 'BLOCKED' && state === 'PENDING'));
  await context.emit(invitationNews, {
    organizationId,
    groupUpgradeId,
    kind: 'INVITED',
    invitationIds: untold.map(({ id }) => id),
  });
}
