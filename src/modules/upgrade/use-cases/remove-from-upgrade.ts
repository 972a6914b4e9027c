import { command } from '#modules/identity/public.js';
import { optionalReason } from '#kernel/reason-field.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations } from '../data/event-log.js';
import { lockInvitationsById } from '../data/invitation-rows.js';
import { otherEntries } from '../data/other-entries.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { isUndecided } from '../domain/answer.js';
import { isOverFor } from '../domain/conclusions.js';
import { questionsEnded } from '../domain/events.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { type InvitationState, invitationTransitions } from '../domain/states.js';
import { questionsTopic, upgradeTopic } from '../domain/topics.js';
import { lockedUpgrade } from './access.js';
import { chosenRefusal } from './chosen.js';
import { beginCoolingOff } from './cooling-off.js';
import { scheduleDeadline } from './deadline.js';

interface Removal {
  readonly groupUpgradeId: string;
  readonly invitationIds: readonly string[];
  readonly reason?: string | null;
}

/**
 * Takes invitations back, whatever was answered: these people are left out at the cut-over as REMOVED_BY_ADMIN, unless
 * they are asked again on purpose. Where nobody is left who has not answered, the cooling-off begins.
 */
export const removeFromUpgrade = command<Removal, { groupUpgradeId: string }>({
  name: 'removeFromUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, invitationIds, reason }) {
    const { tx } = context;
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const note = optionalReason(reason);
    if (!note.ok) return note;
    const refusal = stateRefusal(upgrade.state, ['INVITING', 'COOLING_OFF']) ?? chosenRefusal(invitationIds);
    if (refusal) return err([refusal]);
    const found = new Map(
      (await lockInvitationsById(tx, upgrade.id, invitationIds)).map(({ id, state }) => [id, state]),
    );
    const refusals = invitationIds.flatMap((id, index) => {
      const state = found.get(id);
      const field = ['invitationIds', String(index)];
      if (state === undefined) return [refuse('INVITATION_UNKNOWN', field)];
      return canTurn(invitationTransitions, state, 'REVOKED')
        ? []
        : [refuse('ILLEGAL_STATE', field, { state })];
    });
    if (refusals.length > 0) return err(refusals);
    const now = await databaseNow(tx);
    const changes = [...found].map(
      ([invitationId, from]) => ({ invitationId, from, to: 'REVOKED', reason: 'REMOVED_BY_ADMIN' }) as const,
    );
    await changeInvitations(tx, upgrade.id, changes, now);
    context.record({
      organizationId: upgrade.organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: { removed: invitationIds, ...(note.value ? { note: note.value } : {}) },
    });
    await context.emit(questionsEnded, {
      organizationId: upgrade.organizationId,
      kind: 'REMOVED',
      invitationIds: await overFor(context, upgrade.id, found),
    });
    if (upgrade.state === 'INVITING') await goOn(context, upgrade, [...found.values()], now);
    context.signal(upgradeTopic(upgrade.id));
    context.signal(questionsTopic(upgrade.id));
    return ok({ groupUpgradeId });
  },
});

/** Those of these invitations, which stood like this, whose people have lost their place or their question by it. */
async function overFor(
  { tx }: EffectContext,
  upgradeId: string,
  removed: ReadonlyMap<string, InvitationState>,
): Promise<string[]> {
  const others = await otherEntries(tx, upgradeId, [...removed.keys()]);
  return [...removed].flatMap(([id, was]) => (isOverFor(was, others.get(id)) ? [id] : []));
}

/** As after an answer: the last one that was waited for ends the time for answers. */
async function goOn(
  context: EffectContext,
  upgrade: UpgradeRow,
  removed: readonly InvitationState[],
  now: Date,
): Promise<void> {
  const undecided = removed.filter(isUndecided).length;
  const all = undecided > 0 && undecided === upgrade.pending + upgrade.blocked;
  await (all
    ? beginCoolingOff(context, upgrade, now, 'ALL_ANSWERED')
    : scheduleDeadline(context, upgrade.id, now));
}
