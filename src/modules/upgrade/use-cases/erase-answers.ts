import type { PersonAccount } from '#modules/directory/public.js';
import type { ErasedPerson } from '#modules/identity/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations } from '../data/event-log.js';
import { type Asked, eraseAnswerTexts, lockAcceptedBy } from '../data/erased-answers.js';
import { openUpgradesOwnedBy } from '../data/owners.js';
import { lockUpgrades, OPEN_STATES } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { eraseReceipts } from './erase-receipts.js';

/** Why an answer was taken back that its giver has not taken back themself: nobody is left who gave it. */
const ERASED = 'ERASED';

/**
 * Erases what tells that answers were a person's. A yes in an upgrade that is not over is taken back first, for nobody
 * joins who cannot be told apart any more; receipts stay, without the person, and verify. The person's accounts and
 * groups are held; the upgrades that follow the end of the accounts are locked with those of the answers.
 */
export async function eraseAnswers(
  context: EffectContext,
  person: ErasedPerson,
  { invitationIds, upgradeIds }: Asked,
  accounts: readonly PersonAccount[],
): Promise<void> {
  const { tx } = context;
  const changed = accounts.map(({ id, ...of }) => ({ ...of, memberId: id }));
  const owned = await openUpgradesOwnedBy(tx, changed);
  const open = await lockUpgrades(tx, [...upgradeIds, ...owned], OPEN_STATES);
  for (const { id: upgradeId, organizationId } of open) {
    const accepted = await lockAcceptedBy(tx, upgradeId, person.personId);
    if (accepted.length === 0) continue;
    const changes = accepted.map(
      (invitationId) => ({ invitationId, from: 'ACCEPTED', to: 'WITHDRAWN', reason: ERASED }) as const,
    );
    await changeInvitations(tx, upgradeId, changes, await databaseNow(tx));
    context.record({
      organizationId,
      actorId: person.personId,
      subject: { type: 'GroupUpgrade', id: upgradeId },
      details: { withdrawn: accepted.length, reason: ERASED },
    });
    context.signal(upgradeTopic(upgradeId));
  }
  await eraseAnswerTexts(tx, person.personId, invitationIds);
  await eraseReceipts(context, person.personId);
}
