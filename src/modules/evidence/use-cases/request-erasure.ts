import { isLastAdministrator, lockAccountsOf } from '#modules/directory/public.js';
import { command, lockPerson, sessionOpenedAt } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { optionalReason } from '#kernel/reason-field.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { insertErasureRequest } from '../data/erasure-requests.js';
import { FRESH_SIGN_IN_MINUTES } from '../domain/erasure.js';

export const ERASE_JOB = 'evidence:erase';

/** Queues the erasure of the caller's own data, if they have signed in just now and leave nobody without administrator. */
export const requestErasure = command<{ reason?: string | null }, { erasureRequestId: string }>({
  name: 'requestErasure',
  action: 'erasure.request',
  constraints: { erasure_request_open_key: refuse('ERASURE_ALREADY_REQUESTED') },
  async run(context, { reason }) {
    await context.authorize();
    const text = optionalReason(reason);
    if (!text.ok) return text;
    if (!(await hasSignedInJustNow(context)))
      return err([refuse('SIGN_IN_AGAIN', [], { minutes: FRESH_SIGN_IN_MINUTES })]);
    const { tx } = context;
    const person = orNotFound(await lockPerson(tx, context.personId()));
    if (await isLastAdministrator(tx, await lockAccountsOf(tx, person)))
      return err([refuse('LAST_ADMINISTRATOR')]);
    const id = newId();
    await insertErasureRequest(tx, { id, personId: person.personId, reason: text.value });
    context.record({ subject: { type: 'ErasureRequest', id } });
    await context.enqueue(ERASE_JOB, { erasureRequestId: id });
    return ok({ erasureRequestId: id });
  },
});

async function hasSignedInJustNow({ tx, viewer }: CommandContext): Promise<boolean> {
  const openedAt = await sessionOpenedAt(tx, viewer?.sessionId ?? '');
  const now = await databaseNow(tx);
  return openedAt !== undefined && now.getTime() - openedAt.getTime() < FRESH_SIGN_IN_MINUTES * 60_000;
}
