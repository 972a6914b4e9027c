import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { Session } from '../data/entities.js';
import { sessionTopic } from '../domain/topics.js';
import { command } from './define.js';

/** Ends the caller's session: its tokens stop working and its sockets are closed. */
export const signOut = command<Record<never, never>, { sessionId: string }>({
  name: 'signOut',
  action: 'session.end',
  async run(context) {
    await context.authorize();
    const session = orNotFound(
      await context.tx.em.findOne(Session, {
        id: context.viewer?.sessionId ?? '',
        personId: context.personId(),
      }),
    );
    session.endedAt = await databaseNow(context.tx);
    session.endReason = 'SIGNED_OUT';
    context.record({ subject: { type: 'Session', id: session.id } });
    context.signal(sessionTopic(session.id));
    return ok({ sessionId: session.id });
  },
});
