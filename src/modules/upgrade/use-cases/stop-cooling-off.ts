import { command } from '#modules/identity/public.js';
import { optionalReason } from '#kernel/reason-field.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { upgradeTopic } from '../domain/topics.js';
import { lockedUpgradeAndRoster } from './access.js';
import { scheduleDeadline } from './deadline.js';
import { reconcile } from './reconcile.js';
import { reopen, tellReopened } from './reopen.js';

/**
 * Stops the cooling-off: anybody who manages upgrades can, without being the owner. First answers are taken again, and
 * whose time was cut short has it back.
 */
export const stopCoolingOff = command<
  { groupUpgradeId: string; reason?: string | null },
  { groupUpgradeId: string }
>({
  name: 'stopCoolingOff',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, reason }) {
    const { upgrade, held } = await lockedUpgradeAndRoster(context, groupUpgradeId);
    const note = optionalReason(reason);
    if (!note.ok) return note;
    const refusal = stateRefusal(upgrade.state, ['COOLING_OFF']);
    if (refusal) return err([refusal]);
    const now = await databaseNow(context.tx);
    const reopened = await reopen(context, upgrade, held, now);
    await scheduleDeadline(context, upgrade.id, now);
    context.record({
      organizationId: upgrade.organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: {
        stopped: true,
        goingOn: reopened.goingOn.length,
        ...(note.value ? { note: note.value } : {}),
      },
    });
    // Accounts and rosters may have changed while nobody could answer.
    await reconcile(context, [upgrade.id]);
    await tellReopened(context, upgrade, reopened);
    context.signal(upgradeTopic(upgrade.id));
    return ok({ groupUpgradeId });
  },
});
