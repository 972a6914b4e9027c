import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countRosterChanges, rosterChangePage, type RosterChangeRow } from '../data/roster-changes.js';
import type { SourceGroupRow } from '../data/source-groups.js';
import { authorizeGroup } from './group-access.js';

/** Who joined, left and came back, and when the group changed hands, as imports have found it: the newest first. */
export const rosterChangesOfSourceGroup = query<
  { group: SourceGroupRow; first: number; after: number | undefined },
  Slice<RosterChangeRow>
>({
  name: 'rosterChangesOfSourceGroup',
  action: 'source-group.read',
  async run(context, { group, first, after }) {
    await authorizeGroup(context, group);
    return sliceOf(await rosterChangePage(context.sql, group.id, { before: after, limit: first + 1 }), first);
  },
});

export const rosterChangeCountOfSourceGroup = query<{ group: SourceGroupRow }, number>({
  name: 'rosterChangeCountOfSourceGroup',
  action: 'source-group.read',
  async run(context, { group }) {
    await authorizeGroup(context, group);
    return countRosterChanges(context.sql, group.id);
  },
});
