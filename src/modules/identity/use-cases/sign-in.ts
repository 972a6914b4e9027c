import { timingSafeEqual } from 'node:crypto';
import { LockMode } from '@mikro-orm/postgresql';
import { newId } from '#kernel/ids.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Command, CommandContext } from '#platform/use-case/use-case.js';
import { Session, SignInCode } from '../data/entities.js';
import { countAttempt } from '../data/rate-window.js';
import type { Action } from '../domain/actions.js';
import { personSignedIn } from '../domain/events.js';
import { parseMobile } from '../domain/mobile.js';
import { SESSION_DAYS, TRIES_PER_ADDRESS } from '../domain/sign-in-code.js';
import type { CodeSecret } from './code-secret.js';
import { command } from './define.js';

type SignedIn = { personId: string; sessionId: string; generation: number };

/** Proves a mobile with its code and opens a session. A code works once; five wrong tries end it. */
export const signIn = (secret: CodeSecret): Command<Action, { mobile: string; code: string }, SignedIn> =>
  command({
    name: 'signIn',
    action: 'session.open',
    async run(context, input) {
      await context.authorize();
      const mobile = parseMobile(input.mobile);
      if (!mobile.ok) return err([refuse('INVALID_MOBILE', 'mobile', { problem: mobile.error })]);
      const from = `sign-in-from:${context.origin.address ?? 'unknown'}`;
      const seconds = await countAttempt(context.tx, { subject: from, ...TRIES_PER_ADDRESS });
      if (seconds > 0) {
        context.record({ subject: { type: 'Address', id: context.origin.address ?? 'unknown' } });
        context.keepEffectOfRefusal();
        return err([refuse('TOO_MANY_REQUESTS', [], { seconds })]);
      }

      const checked = await useCode(context, secret, mobile.value, input.code.trim());
      if (!checked.ok) return checked;
      const personId = await findOrCreatePerson(context, mobile.value);
      const now = await databaseNow(context.tx);
      const session = context.tx.em.create(Session, {
        id: newId(),
        personId,
        generation: 1,
        createdAt: now,
        renewedAt: now,
        expiresAt: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
      });
      context.record({ actorId: personId, subject: { type: 'Session', id: session.id } });
      await context.emit(personSignedIn, { personId, mobile: mobile.value });
      return ok({ personId, sessionId: session.id, generation: 1 });
    },
  });

async function useCode(
  context: CommandContext,
  secret: CodeSecret,
  mobile: string,
  given: string,
): Promise<Result<true, Refusal[]>> {
  const now = await databaseNow(context.tx);
  const code = await context.tx.em.findOne(
    SignInCode,
    { mobile, usedAt: null },
    { orderBy: { createdAt: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!code || code.expiresAt <= now || code.triesLeft === 0) return err([refuse('CODE_EXPIRED', 'code')]);
  if (!timingSafeEqual(secret.hash(code.id, given), code.codeHash)) {
    code.triesLeft -= 1;
    context.record({
      subject: { type: 'SignInCode', id: code.id },
      details: { wrong: true, left: code.triesLeft },
    });
    context.keepEffectOfRefusal();
    return err([refuse('CODE_WRONG', 'code', { left: code.triesLeft })]);
  }
  code.usedAt = now;
  return ok(true);
}

async function findOrCreatePerson(context: CommandContext, mobile: string): Promise<string> {
  await context.tx.run(
    `insert into person (id, mobile) values ($1, $2) on conflict on constraint person_mobile_key do nothing`,
    [newId(), mobile],
  );
  const person = await context.tx.row<{ id: string }>('select id from person where mobile = $1', [mobile]);
  if (!person) throw new Error('a person vanished while they signed in');
  return person.id;
}
