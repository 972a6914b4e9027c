import { eraseOrigins } from '#modules/audit/public.js';
import { eraseDeliveries } from '#modules/delivery/public.js';
import { eraseAccounts, isLastAdministrator, lockAccountsOf } from '#modules/directory/public.js';
import { eraseAuthor, identitiesOf } from '#modules/group/public.js';
import { auditedAs, type ErasedPerson, erasePerson, lockPerson } from '#modules/identity/public.js';
import { eraseFiles } from '#modules/operation/public.js';
import { eraseApplicant } from '#modules/registration/public.js';
import { answersOf, eraseAnswers } from '#modules/upgrade/public.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { endErasureRequest, lockErasureRequest } from '../data/erasure-requests.js';

/**
 * Erases a person's data in one transaction, or refuses where an organization would have no administrator left by now.
 * Does nothing when it was done before.
 */
export function carryOutErasure(runner: Runner, erasureRequestId: string): Promise<void> {
  return runner.perform('carryOutErasure', async (context) => {
    const request = await lockErasureRequest(context.tx, erasureRequestId);
    if (request?.state !== 'REQUESTED') return;
    const person = orNotFound(await lockPerson(context.tx, request.personId));
    const erased = await erase(context, person);
    const refusal = erased ? undefined : 'LAST_ADMINISTRATOR';
    await endErasureRequest(context.tx, request.id, refusal);
    context.record({
      actorId: request.personId,
      subject: { type: 'ErasureRequest', id: request.id },
      details: { state: erased ? 'DONE' : 'REFUSED' },
    });
  });
}

/** The kind of message that tells somebody else whose answer is missing. */
const NAMING = 'ESCALATION';

/**
 * Each module erases its own tables, in the order of locks: accounts, source groups, upgrades, invitations. The mobile,
 * by which all of it is found, goes last. False when nothing was erased.
 */
async function erase(context: EffectContext, person: ErasedPerson): Promise<boolean> {
  const { tx } = context;
  const accounts = await lockAccountsOf(tx, person);
  if (await isLastAdministrator(tx, accounts)) return false;
  const asked = await answersOf(tx, person);
  const identities = await identitiesOf(tx, person);
  for (const identity of identities) await eraseAuthor(context, identity);
  await eraseAnswers(context, person, asked, accounts);
  await eraseDeliveries(context, {
    personId: person.personId,
    memberIds: accounts.map(({ id }) => id),
    identityIds: asked.identityIds,
    named: { type: 'Invitation', kind: NAMING, ids: asked.invitationIds },
  });
  await eraseAccounts(context, person, accounts);
  await eraseApplicant(tx, person);
  const organizationIds = [...accounts, ...identities].map((held) => held.organizationId);
  await eraseFiles(tx, person.personId, organizationIds);
  await eraseOrigins(tx, await auditedAs(tx, person));
  await erasePerson(context, person);
  return true;
}
