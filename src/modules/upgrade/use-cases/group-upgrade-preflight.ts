import { sourceGroupById } from '#modules/group/public.js';
import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { countMessagesOf } from '../data/preflight-entries.js';
import { readScope } from './owner-without-role.js';
import { type Preflight, rehearseStart } from './rehearse-start.js';

/** What a start of the upgrade would do at this moment, entry by entry: the real start, taken back. */
export const groupUpgradePreflight = query<{ sourceGroupId: string }, Preflight>({
  name: 'groupUpgradePreflight',
  action: 'upgrade.start',
  async run(context, { sourceGroupId }) {
    const { organizationId } = orNotFound(await sourceGroupById(context.sql, sourceGroupId));
    await context.authorize(readScope(context, { organizationId, sourceGroupId }));
    return rehearseStart(context.sql, context.rehearse, context.personId(), sourceGroupId);
  },
});

/** How many messages were written by the entries that could not answer; a read of the whole history. */
export const messagesOfBlocked = query<Preflight, number>({
  name: 'messagesOfBlocked',
  action: 'upgrade.start',
  async run(context, { organizationId, conversationId, entries }) {
    await context.authorize({ organizationId });
    const blocked = entries.filter(({ hindrance }) => hindrance !== null);
    return countMessagesOf(
      context.sql,
      conversationId,
      blocked.map(({ rosterEntryId }) => rosterEntryId),
    );
  },
});
