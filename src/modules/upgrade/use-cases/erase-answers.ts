import type { ErasedPerson } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations } from '../data/event-log.js';
import { type Asked, eraseAnswerTexts, lockAcceptedBy } from '../data/erased-answers.js';
import { lockUpgrade } from '../data/upgrade-rows.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { eraseReceipts } from './erase-receipts.js';

/** Why an answer was taken back that its giver has not taken back themself: nobody is left who gave it. */
const ERASED = 'ERASED';

/**
 * Erases what tells that answers were a person's. A yes in an upgrade that is not over is taken back first, for nobody
 * joins who cannot be told apart any more; receipts stay, without the person, and verify. The person's accounts and
 * groups are held.
 */
export async function eraseAnswers(
  context: EffectContext,
  person: ErasedPerson,
  { invitationIds, upgradeIds }: Asked,
): Promise<void> {
  const { tx } = context;
  for (const upgradeId of upgradeIds) {
    const upgrade = await lockUpgrade(tx, upgradeId);
    if (!upgrade || isTerminal(upgradeTransitions, upgrade.state)) continue;
    const accepted = await lockAcceptedBy(tx, upgradeId, person.personId);
    if (accepted.length === 0) continue;
    const changes = accepted.map(
      (invitationId) => ({ invitationId, from: 'ACCEPTED', to: 'WITHDRAWN', reason: ERASED }) as const,
    );
    await changeInvitations(tx, upgradeId, changes, await databaseNow(tx));
    context.record({
      organizationId: upgrade.organizationId,
      actorId: person.personId,
      subject: { type: 'GroupUpgrade', id: upgradeId },
      details: { withdrawn: accepted.length, reason: ERASED },
    });
    context.signal(upgradeTopic(upgradeId));
  }
  await eraseAnswerTexts(tx, person.personId, invitationIds);
  await eraseReceipts(context, person.personId);
}
