import { dissolveForming } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { optionalReason } from '#kernel/reason-field.js';
import { err, ok } from '#kernel/result.js';
import { sourcesOf } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations, changeUpgrade } from '../data/event-log.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeEnded } from '../domain/events.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { lockedUpgrade } from './access.js';

/** Gives the attempt up: open and accepted invitations are revoked, and the source group stays as it is. */
export const cancelGroupUpgrade = command<
  { groupUpgradeId: string; reason?: string | null },
  { groupUpgradeId: string }
>({
  name: 'cancelGroupUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, reason }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const text = optionalReason(reason);
    if (!text.ok) return text;
    const refused = stateRefusal(upgrade.state, sourcesOf(upgradeTransitions, 'CANCELLED'));
    if (refused) return err([refused]);
    await cancelUpgrade(context, upgrade, text.value);
    return ok({ groupUpgradeId });
  },
});

/** Gives up an upgrade that is not over, which the caller holds locked. */
export async function cancelUpgrade(
  context: EffectContext,
  upgrade: UpgradeRow,
  reason: string | undefined,
): Promise<void> {
  const { tx } = context;
  const { organizationId, programmeId } = upgrade;
  const now = await databaseNow(tx);
  const open = await lockInvitationsIn(tx, upgrade.id, ['BLOCKED', 'PENDING', 'ACCEPTED']);
  const changes = open.map(
    ({ id, state }) => ({ invitationId: id, from: state, to: 'REVOKED', reason: 'CANCELLED' }) as const,
  );
  await changeInvitations(tx, upgrade.id, changes, now);
  await changeUpgrade(
    tx,
    upgrade.id,
    { type: 'UPGRADE_CANCELLED', from: upgrade.state, to: 'CANCELLED', reason },
    now,
  );
  await dissolveForming(tx, upgrade.enterpriseGroupId);
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { revoked: changes.length, ...(reason ? { reason } : {}) },
  });
  await context.emit(upgradeEnded, { organizationId, groupUpgradeId: upgrade.id, programmeId });
  context.signal(upgradeTopic(upgrade.id));
}
