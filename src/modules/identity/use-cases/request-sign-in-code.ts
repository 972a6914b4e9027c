import { refuse } from '#kernel/refusals.js';
import { newId } from '#kernel/ids.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Command } from '#platform/use-case/use-case.js';
import { SignInCode } from '../data/entities.js';
import { countAttempt } from '../data/rate-window.js';
import type { Action } from '../domain/actions.js';
import { maskMobile, parseMobile } from '../domain/mobile.js';
import { CODE_SECONDS, CODE_TRIES, CODES_PER_ADDRESS, CODES_PER_MOBILE } from '../domain/sign-in-code.js';
import type { CodeSecret } from './code-secret.js';
import { command } from './define.js';

export const SEND_CODE_JOB = 'identity.send-code';

/** Sends a new code to a mobile; earlier ones stop working. The answer is the same whether or not the person is known. */
export const requestSignInCode = (
  secret: CodeSecret,
): Command<Action, { mobile: string }, { maskedMobile: string; expiresInSeconds: number }> =>
  command({
    name: 'requestSignInCode',
    action: 'session.open',
    async run(context, input) {
      await context.authorize();
      const mobile = parseMobile(input.mobile);
      if (!mobile.ok) return err([refuse('INVALID_MOBILE', 'mobile', { problem: mobile.error })]);
      const id = newId();
      // Not by the mobile: what stands in a chain stays for good.
      context.record({ subject: { type: 'SignInCode', id } });

      const byMobile = await countAttempt(context.tx, {
        subject: `code:${mobile.value}`,
        ...CODES_PER_MOBILE,
      });
      const address = context.origin.address ?? 'unknown';
      const byAddress = await countAttempt(context.tx, {
        subject: `code-from:${address}`,
        ...CODES_PER_ADDRESS,
      });
      const seconds = Math.max(byMobile, byAddress);
      if (seconds > 0) {
        context.keepEffectOfRefusal();
        return err([refuse('TOO_MANY_REQUESTS', 'mobile', { seconds })]);
      }

      const now = await databaseNow(context.tx);
      await context.tx.run('update sign_in_code set used_at = $2 where mobile = $1 and used_at is null', [
        mobile.value,
        now,
      ]);
      context.tx.em.create(SignInCode, {
        id,
        mobile: mobile.value,
        codeHash: secret.hash(id, secret.codeFor(id)),
        triesLeft: CODE_TRIES,
        expiresAt: new Date(now.getTime() + CODE_SECONDS * 1_000),
        createdAt: now,
      });
      await context.enqueue(SEND_CODE_JOB, { id });
      return ok({ maskedMobile: maskMobile(mobile.value), expiresInSeconds: CODE_SECONDS });
    },
  });
