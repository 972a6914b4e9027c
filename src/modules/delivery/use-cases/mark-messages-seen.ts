import { command } from '#modules/identity/public.js';
import { ok } from '#kernel/result.js';
import { notFound } from '#platform/use-case/failures.js';
import { markSeenById, messagesOfPerson } from '../data/inbox.js';
import { messagesSeen } from '../domain/events.js';

/** Says that the caller has opened messages of their list; those that were opened before stay so. */
export const markMessagesSeen = command<{ messageIds: readonly string[] }, { messageIds: readonly string[] }>(
  {
    name: 'markMessagesSeen',
    action: 'message.mark',
    async run(context, { messageIds }) {
      await context.authorize();
      const personId = context.personId();
      const wanted = [...new Set(messageIds)];
      const own = await messagesOfPerson(context.tx, personId, wanted);
      if (own.length < wanted.length) throw notFound();
      await markSeenById(context.tx, wanted);
      context.record({ subject: { type: 'Person', id: personId }, details: { messages: wanted.length } });
      await context.emit(messagesSeen, {
        personId,
        topics: own.map(({ topicType: type, topicId: id }) => ({ type, id })),
      });
      return ok({ messageIds: wanted });
    },
  },
);
