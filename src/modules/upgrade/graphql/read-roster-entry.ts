import { rosterEntry, rosterEntryLoader } from '#modules/group/public.js';
import { type RosterEntry, toRosterEntry } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { askedAsEntry } from '../use-cases/asked-as-entry.js';

/** With the caller's rights: for those who read the group, and for whoever an invitation asks as this entry. */
export async function readRosterEntry(context: ApiContext, rosterEntryId: string): Promise<RosterEntry> {
  return toRosterEntry(
    (await context.ask(askedAsEntry, { rosterEntryId }))
      ? orNotFound(await context.load(rosterEntryLoader, rosterEntryId))
      : await context.ask(rosterEntry, { rosterEntryId }),
  );
}
