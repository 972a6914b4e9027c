import type { TopicCheck } from '#modules/delivery/public.js';
import { presentMandates } from '#modules/group/public.js';
import { ownerMessageFacts } from '../data/owner-recipients.js';
import { ownerMessageVerdict } from '../domain/owner-messages.js';

/** Asked before messages about groups leave: who has decided in the meantime is not asked any more. */
export const checkOwnerMessages: TopicCheck = async (sql, deliveries) => {
  const mandates = await presentMandates(
    sql,
    deliveries.map(({ topicId }) => topicId),
  );
  const rows = new Map((await ownerMessageFacts(sql, deliveries)).map((row) => [row.id, row]));
  return new Map(
    deliveries.map(({ id, kind, topicId }) => {
      const row = rows.get(id);
      const mandate = mandates.get(topicId)?.state ?? null;
      return [id, row ? ownerMessageVerdict({ ...row, kind, mandate }) : 'DROP'];
    }),
  );
};
