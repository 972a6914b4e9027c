import { query } from '#modules/identity/public.js';
import { rosterEntryLoader, type RosterEntryRow, rosterPage } from '../data/roster.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { countSourceGroups, sourceGroupPage, type SourceGroupRow } from '../data/source-groups.js';
import { authorizeGroup, readableGroup } from './group-access.js';

/** An imported group, for those who read groups and for its owner. */
export const sourceGroup = query<{ sourceGroupId: string }, SourceGroupRow>({
  name: 'sourceGroup',
  action: 'source-group.read',
  run: (context, { sourceGroupId }) => readableGroup(context, sourceGroupId),
});

export interface GroupsOf {
  readonly organizationId: string;
  readonly after: string | undefined;
  readonly first: number;
}

/** A page of an organization's source groups, with one more than `first` where there is more. */
export const sourceGroupsOfOrganization = query<GroupsOf, SourceGroupRow[]>({
  name: 'sourceGroupsOfOrganization',
  action: 'group.read',
  async run(context, { organizationId, after, first }) {
    await context.authorize({ organizationId });
    return sourceGroupPage(context.sql, organizationId, { after, limit: first + 1 });
  },
});

export const sourceGroupCountOfOrganization = query<{ organizationId: string }, number>({
  name: 'sourceGroupCountOfOrganization',
  action: 'group.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return countSourceGroups(context.sql, organizationId);
  },
});

/** An entry of a group's roster, for those who read the group. */
export const rosterEntry = query<{ rosterEntryId: string }, RosterEntryRow>({
  name: 'rosterEntry',
  action: 'source-group.read',
  async run(context, { rosterEntryId }) {
    const found = await rosterEntryLoader.batch(context.sql, [rosterEntryId]);
    const entry = orNotFound(found.get(rosterEntryId));
    await readableGroup(context, entry.sourceGroupId);
    return entry;
  },
});

/** A page of a group's roster, with one more than `first` where there is more. */
export const rosterOfSourceGroup = query<
  { group: SourceGroupRow; after: number | undefined; first: number },
  RosterEntryRow[]
>({
  name: 'rosterOfSourceGroup',
  action: 'source-group.read',
  async run(context, { group, after, first }) {
    await authorizeGroup(context, group);
    return rosterPage(context.sql, group.id, { after, limit: first + 1 });
  },
});
