import type { TopicCheck, Verdict } from '#modules/delivery/public.js';
import { ofEarlierRounds } from '../data/invitation-links.js';
import { messageFactsOf } from '../data/recipients.js';
import { messageVerdict } from '../domain/messages.js';

/**
 * Asked before messages about invitations leave: who has answered in the meantime, as this entry of the roster or as
 * another one, or is asked in another round by now, is told nothing more of it.
 */
export const checkMessages: TopicCheck = async (sql, deliveries) => {
  const facts = await messageFactsOf(sql, [...new Set(deliveries.map(({ topicId }) => topicId))]);
  const earlier = await ofEarlierRounds(
    sql,
    deliveries.map(({ id }) => id),
  );
  const byInvitation = new Map(facts.map((row) => [row.id, row]));
  return new Map(
    deliveries.map(({ id, kind, topicId, memberId }): [string, Verdict] => {
      const row = byInvitation.get(topicId);
      if (!row || earlier.has(id)) return [id, 'DROP'];
      return [id, messageVerdict({ ...row, kind, forWhoIsAsked: memberId === row.memberId })];
    }),
  );
};
