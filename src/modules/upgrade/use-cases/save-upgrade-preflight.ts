import { memberOf } from '#modules/directory/public.js';
import { sourceGroupById } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { countMessagesOf } from '../data/preflight-entries.js';
import { insertPreflight } from '../data/saved-preflights.js';
import { rehearseStart } from './rehearse-start.js';

/** Runs a preflight and keeps what it says, to be compared with a later one. */
export const saveUpgradePreflight = command<{ sourceGroupId: string }, { preflightId: string }>({
  name: 'saveUpgradePreflight',
  action: 'upgrade.start',
  async run(context, { sourceGroupId }) {
    const { tx } = context;
    const { organizationId } = orNotFound(await sourceGroupById(tx, sourceGroupId));
    await context.authorize({ organizationId });
    const personId = context.personId();
    const { memberId } = orNotFound(await memberOf(tx, personId, organizationId));
    const preflight = await rehearseStart(tx, context.rehearse, personId, sourceGroupId);
    const { obstacle, entries, capacity, policies, outdatedTerms, messages, conversationId } = preflight;
    if (obstacle === 'GROUP_BUSY') return err([refuse('GROUP_BUSY', 'sourceGroupId')]);
    const blocked = entries
      .filter(({ hindrance }) => hindrance !== null)
      .map(({ rosterEntryId }) => rosterEntryId);
    const messagesOfBlocked = await countMessagesOf(tx, conversationId, blocked);
    const id = newId();
    const total = entries.length;
    const eligible = total - blocked.length;
    await insertPreflight(
      tx,
      {
        id,
        organizationId,
        sourceGroupId,
        savedBy: memberId,
        savedAt: await databaseNow(tx),
        obstacle,
        total,
        eligible,
        report: { capacity, policies, outdatedTerms, messages, messagesOfBlocked },
      },
      entries,
    );
    context.record({
      organizationId,
      subject: { type: 'UpgradePreflight', id },
      details: { sourceGroupId, obstacle, total, eligible },
    });
    return ok({ preflightId: id });
  },
});
