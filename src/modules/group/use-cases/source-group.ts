import { query } from '#modules/identity/public.js';
import { type RosterEntryRow, rosterPage } from '../data/roster.js';
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
