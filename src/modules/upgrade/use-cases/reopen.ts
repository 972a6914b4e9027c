import type { EffectContext } from '#platform/use-case/use-case.js';
import { putOffEnd, setDeadlines } from '../data/deadlines.js';
import { changeUpgrade } from '../data/event-log.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { REOPENED_HOURS } from '../domain/limits.js';

/**
 * Ends the cooling-off before its time: first answers are taken again, for a day at least. Who has lapsed stays so
 * until they are asked again; what the history was found to be still counts if nothing is imported until the next
 * cooling-off. The caller holds the upgrade, and afterwards schedules its deadline.
 */
export async function reopen(context: EffectContext, upgrade: UpgradeRow, now: Date): Promise<void> {
  const atLeast = new Date(now.getTime() + REOPENED_HOURS * 3_600_000);
  await changeUpgrade(
    context.tx,
    upgrade.id,
    { type: 'COOLING_OFF_STOPPED', from: 'COOLING_OFF', to: 'INVITING' },
    now,
  );
  await putOffEnd(context.tx, upgrade.id, atLeast);
  // Newcomers of the cooling-off were told of an end that nobody watched.
  const pending = await lockInvitationsIn(context.tx, upgrade.id, ['PENDING']);
  const short = pending.filter((invitation) => invitation.expiresAt < atLeast);
  await setDeadlines(
    context.tx,
    short.map(({ id }) => ({ invitationId: id, expiresAt: atLeast })),
    now,
  );
}
