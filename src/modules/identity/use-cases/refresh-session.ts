import { LockMode } from '@mikro-orm/postgresql';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import type { Tokens } from '#platform/auth/tokens.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Command } from '#platform/use-case/use-case.js';
import { Session } from '../data/entities.js';
import type { Action } from '../domain/actions.js';
import { sessionTopic } from '../domain/topics.js';
import { command } from './define.js';

/**
 * Exchanges a refresh token for a new one. Each works once: one that was used before was copied, so its session
 * ends for both holders. A client that lost the answer repeats the call with the same idempotency key.
 */
export const refreshSession = (
  tokens: Tokens,
): Command<Action, { refreshToken: string }, { personId: string; sessionId: string; generation: number }> =>
  command({
    name: 'refreshSession',
    action: 'session.open',
    async run(context, input) {
      await context.authorize();
      const given = tokens.readRefreshToken(input.refreshToken);
      const session = given
        ? await context.tx.em.findOne(
            Session,
            { id: given.sessionId },
            { lockMode: LockMode.PESSIMISTIC_WRITE },
          )
        : null;
      const now = await databaseNow(context.tx);
      if (!given || !session || session.endedAt || session.expiresAt <= now) {
        return err([refuse('SESSION_ENDED', 'refreshToken')]);
      }
      const subject = { type: 'Session', id: session.id };
      if (given.generation !== session.generation) {
        session.endedAt = now;
        session.endReason = 'REFRESH_REUSED';
        context.record({ actorId: session.personId, subject, details: { reused: given.generation } });
        context.signal(sessionTopic(session.id));
        context.keepEffectOfRefusal();
        return err([refuse('SESSION_ENDED', 'refreshToken')]);
      }
      session.generation += 1;
      session.renewedAt = now;
      context.record({ actorId: session.personId, subject, details: { generation: session.generation } });
      return ok({ personId: session.personId, sessionId: session.id, generation: session.generation });
    },
  });
