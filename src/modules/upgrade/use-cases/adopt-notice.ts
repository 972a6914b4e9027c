import { sourceGroupById } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { demandHeld, type HeldAccounts } from '../data/account-locks.js';
import { lockAccepted } from '../data/asked-anew.js';
import { setDeadlines } from '../data/deadlines.js';
import { changeInvitations } from '../data/event-log.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import { outdatedTerms } from '../data/outdated-terms.js';
import { editionDetails, insertNextEdition, presentNoticeLoader } from '../data/upgrade-notices.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { UNBLOCKED_HOURS } from '../domain/limits.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { upgradeTopic } from '../domain/topics.js';
import { lockedUpgradeAndRoster } from './access.js';
import { scheduleDeadline } from './deadline.js';
import { filledNotice } from './fill-notice.js';

/**
 * Moves an open upgrade to the organization's newest text, filled in by its present settings. Nobody joins on a yes to
 * another text: whoever has accepted is asked anew, and has at least a day to answer.
 */
export const adoptNotice = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'adoptNotice',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId }) {
    const { tx } = context;
    const { upgrade, held } = await lockedUpgradeAndRoster(context, groupUpgradeId);
    const { organizationId } = upgrade;
    const refused = stateRefusal(upgrade.state, ['INVITING'], 'stopCoolingOff');
    if (refused) return err([refused]);
    const group = orNotFound(await sourceGroupById(tx, upgrade.sourceGroupId));
    const newest = await filledNotice(tx, organizationId, group.name);
    const present = (await presentNoticeLoader.batch(tx, [upgrade.id])).get(upgrade.id);
    const outdated = await outdatedTerms(tx, upgrade.id);
    const sameText =
      present?.digests.en === newest.digests.en && present.digests['zh-CN'] === newest.digests['zh-CN'];
    if (sameText && outdated.length === 0) {
      return err([refuse('NOTICE_UNCHANGED')]);
    }
    const now = await databaseNow(tx);
    const edition = await insertNextEdition(tx, upgrade.id, newest, now);
    const askedAnew = await askAnew(context, upgrade, held, now);
    context.record({
      organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: { ...editionDetails(edition, newest), askedAnew },
    });
    const open = await lockInvitationsIn(tx, upgrade.id, ['BLOCKED', 'PENDING']);
    await context.emit(invitationNews, {
      organizationId,
      groupUpgradeId,
      kind: 'NOTICE_CHANGED',
      invitationIds: open.map(({ id }) => id),
    });
    context.signal(upgradeTopic(upgrade.id));
    return ok({ groupUpgradeId });
  },
});

/** Asks whoever has said yes once more; who cannot answer now is blocked. Returns how many there are. */
async function askAnew(
  context: CommandContext,
  upgrade: UpgradeRow,
  held: HeldAccounts,
  now: Date,
): Promise<number> {
  const { tx } = context;
  const accepted = await lockAccepted(tx, upgrade.id);
  demandHeld(held, accepted);
  const asked = accepted.map(
    ({ id }) => ({ invitationId: id, from: 'ACCEPTED', to: 'PENDING', reason: 'NOTICE_CHANGED' }) as const,
  );
  await changeInvitations(tx, upgrade.id, asked, now);
  const blocked = accepted.flatMap(({ id, hindrance }) =>
    hindrance === null
      ? []
      : [{ invitationId: id, from: 'PENDING', to: 'BLOCKED', reason: hindrance } as const],
  );
  await changeInvitations(tx, upgrade.id, blocked, now);
  const atLeast = new Date(now.getTime() + UNBLOCKED_HOURS * 3_600_000);
  const ends = accepted.map(({ id, expiresAt }) => ({
    invitationId: id,
    expiresAt: expiresAt > atLeast ? expiresAt : atLeast,
  }));
  await setDeadlines(tx, ends, now);
  await scheduleDeadline(context, upgrade.id, now);
  return accepted.length;
}
