import { command } from '#modules/identity/public.js';
import { optionalReason } from '#kernel/reason-field.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { lockedUpgrade } from './access.js';
import { pauseUpgrade } from './pause.js';

/** Lets an upgrade stand still until somebody resumes it. */
export const pauseGroupUpgrade = command<
  { groupUpgradeId: string; reason?: string | null },
  { groupUpgradeId: string }
>({
  name: 'pauseGroupUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, reason }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const note = optionalReason(reason);
    if (!note.ok) return note;
    const refusal = stateRefusal(upgrade.state, ['INVITING', 'COOLING_OFF']);
    if (refusal) return err([refusal]);
    const now = await databaseNow(context.tx);
    await pauseUpgrade(context, upgrade, 'REQUESTED', now);
    if (note.value) {
      const { id, organizationId } = upgrade;
      const details = { note: note.value };
      context.record({ organizationId, subject: { type: 'GroupUpgrade', id }, details });
    }
    return ok({ groupUpgradeId });
  },
});
