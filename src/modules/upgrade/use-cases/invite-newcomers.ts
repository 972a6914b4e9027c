import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { insertInvitations, planNewcomers } from '../data/plan.js';
import { lockUpgrade } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { UNBLOCKED_HOURS } from '../domain/limits.js';
import { upgradeTopic } from '../domain/topics.js';
import { scheduleDeadline } from './deadline.js';

/**
 * Asks those who have joined the source group since the upgrade started, so that everybody on the roster has an
 * outcome. They have at least a day to answer. Who joins once answers are closed cannot, and is left out as EXPIRED; they
 * are told that they are asked if answers are opened again.
 */
export async function inviteNewcomers(context: EffectContext, upgradeId: string): Promise<void> {
  const { tx } = context;
  const upgrade = await lockUpgrade(tx, upgradeId);
  if (upgrade?.state !== 'INVITING' && upgrade?.state !== 'COOLING_OFF') return;
  const { newcomers, lastPosition } = await planNewcomers(tx, upgradeId);
  if (newcomers.length === 0) return;
  const now = await databaseNow(tx);
  const expiresAt = new Date(
    Math.max(upgrade.expiresAt.getTime(), now.getTime() + UNBLOCKED_HOURS * 3_600_000),
  );
  const blocked = newcomers.filter(({ hindrance }) => hindrance !== null).length;
  const invitations = newcomers.map((planned) => ({ id: newId(), ...planned }));
  const last = { position: lastPosition, sequence: upgrade.sequence };
  await insertInvitations(tx, upgradeId, invitations, last, expiresAt, now);
  await tx.run(
    'update group_upgrade set sequence = sequence + $2, blocked = blocked + $3, pending = pending + $4 where id = $1',
    [upgradeId, newcomers.length, blocked, newcomers.length - blocked],
  );
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgradeId },
    details: { newcomers: newcomers.length, blocked },
  });
  context.signal(upgradeTopic(upgradeId));
  if (upgrade.state === 'COOLING_OFF') return;
  await scheduleDeadline(context, upgradeId, now);
  await context.emit(invitationNews, {
    organizationId: upgrade.organizationId,
    groupUpgradeId: upgradeId,
    kind: 'INVITED',
    invitationIds: invitations.map((invitation) => invitation.id),
  });
}
