import { query } from '#modules/identity/public.js';
import { forbidden } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { historyProof } from '../data/conversations.js';
import { type HistoryView, messagePage, type MessageRow } from '../data/messages.js';
import { historyStartOf } from '../data/places.js';
import { readGroup } from './enterprise-group.js';

/**
 * What the caller sees of a group's history. Only for the people who are in the group, while they have an account that
 * is active; FORBIDDEN for all others of the organization, whatever their roles and whosever account they have.
 */
export async function viewOf(context: QueryContext, enterpriseGroupId: string): Promise<HistoryView> {
  const group = await readGroup(context, enterpriseGroupId);
  const from = await historyStartOf(context.sql, { enterpriseGroupId, personId: context.personId() });
  if (from === undefined) throw forbidden();
  const { id, conversationId, sourceGroupId } = group;
  return { id, conversationId, sourceGroupId, from };
}

/** A page of its history, with one more than `first` where there is more. */
export const historyOfEnterpriseGroup = query<
  { enterpriseGroupId: string; after: number; first: number },
  MessageRow[]
>({
  name: 'historyOfEnterpriseGroup',
  action: 'history.read',
  async run(context, { enterpriseGroupId, after, first }) {
    return messagePage(context.sql, await viewOf(context, enterpriseGroupId), { after, limit: first + 1 });
  },
});

/** How many messages of it the caller sees. */
export const historyCountOfEnterpriseGroup = query<{ enterpriseGroupId: string }, number>({
  name: 'historyCountOfEnterpriseGroup',
  action: 'history.read',
  async run(context, { enterpriseGroupId }) {
    const { conversationId, from } = await viewOf(context, enterpriseGroupId);
    const { messageCount } = await historyProof(context.sql, conversationId);
    return Math.max(0, messageCount - from + 1);
  },
});
