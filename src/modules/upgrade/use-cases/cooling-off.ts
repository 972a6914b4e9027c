import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations, changeUpgrade } from '../data/event-log.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import { otherEntries } from '../data/other-entries.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { questionsEnded } from '../domain/events.js';
import { questionsTopic, upgradeTopic } from '../domain/topics.js';

/** Reads the history again while the cooling-off lasts, so that the cut-over need not. */
export const PROVE_JOB = 'upgrade.prove-history';

/**
 * Ends the time for first answers: whoever has not answered has let it lapse. Those whose own time was not over are told
 * that it is, unless they have said yes with another entry of the roster. The caller holds the upgrade's lock.
 */
export async function beginCoolingOff(
  context: EffectContext,
  upgrade: UpgradeRow,
  now: Date,
  reason: 'DEADLINE' | 'CLOSED' | 'ALL_ANSWERED',
): Promise<void> {
  const undecided = await lockInvitationsIn(context.tx, upgrade.id, ['BLOCKED', 'PENDING']);
  const changes = undecided
    .filter(({ state }) => state === 'PENDING')
    .map(({ id }) => ({ invitationId: id, from: 'PENDING', to: 'EXPIRED' }) as const);
  await changeInvitations(context.tx, upgrade.id, changes, now);
  const coolingOffUntil = new Date(now.getTime() + upgrade.coolingOffHours * 3_600_000);
  await changeUpgrade(
    context.tx,
    upgrade.id,
    { type: 'COOLING_OFF_STARTED', from: 'INVITING', to: 'COOLING_OFF', coolingOffUntil, reason },
    now,
  );
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { coolingOffUntil: coolingOffUntil.toISOString(), reason, lapsed: changes.length },
  });
  const cutShort = undecided.filter(({ expiresAt }) => expiresAt > now).map(({ id }) => id);
  const others = await otherEntries(context.tx, upgrade.id, cutShort);
  await context.emit(questionsEnded, {
    organizationId: upgrade.organizationId,
    kind: 'CLOSED_EARLY',
    invitationIds: cutShort.filter((id) => !others.has(id)),
  });
  await context.enqueue(PROVE_JOB, { groupUpgradeId: upgrade.id });
  context.signal(upgradeTopic(upgrade.id));
  context.signal(questionsTopic(upgrade.id));
}
