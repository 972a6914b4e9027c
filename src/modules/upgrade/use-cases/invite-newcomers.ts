import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { demandHeld, type HeldAccounts, holdRoster } from '../data/account-locks.js';
import { insertInvitations, planNewcomers, upgradesWithNewcomers } from '../data/plan.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { UNBLOCKED_HOURS } from '../domain/limits.js';
import { upgradeTopic } from '../domain/topics.js';
import { scheduleDeadline } from './deadline.js';

export const NEWCOMERS_JOB = 'upgrade.newcomers';

/** Has those asked who have joined the groups of these upgrades, where there are any. */
export async function enqueueNewcomers(context: EffectContext, upgradeIds: readonly string[]): Promise<void> {
  for (const groupUpgradeId of await upgradesWithNewcomers(context.tx, upgradeIds)) {
    const key = `${NEWCOMERS_JOB}:${groupUpgradeId}`;
    await context.enqueue(NEWCOMERS_JOB, { groupUpgradeId }, { key });
  }
}

/**
 * Asks those who have joined the source group since the upgrade started, so that everybody on the roster has an
 * outcome. They have at least a day to answer. Who joins once first answers are closed cannot, and is left out as
 * EXPIRED; they are told that they are asked if first answers are taken again. Of an upgrade that stands still nobody is
 * asked; that is caught up with when it goes on. Idempotent.
 */
export function inviteNewcomers(runner: Runner, upgradeId: string): Promise<void> {
  return runner.perform('inviteNewcomers', async (context) => {
    const known = await upgradeById(context.tx, upgradeId);
    if (!known) return;
    await invite(context, upgradeId, await holdRoster(context.tx, known));
  });
}

async function invite(context: EffectContext, upgradeId: string, held: HeldAccounts): Promise<void> {
  const { tx } = context;
  const upgrade = await lockUpgrade(tx, upgradeId);
  if (upgrade?.state !== 'INVITING' && upgrade?.state !== 'COOLING_OFF') return;
  const { newcomers, lastPosition } = await planNewcomers(tx, upgradeId);
  if (newcomers.length === 0) return;
  demandHeld(held, newcomers);
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
