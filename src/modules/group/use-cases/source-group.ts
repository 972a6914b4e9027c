import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { type RosterEntryRow, rosterPage } from '../data/roster.js';
import {
  countSourceGroups,
  sourceGroupById,
  sourceGroupPage,
  type SourceGroupRow,
} from '../data/source-groups.js';

/** An imported group. */
export const sourceGroup = query<{ sourceGroupId: string }, SourceGroupRow>({
  name: 'sourceGroup',
  action: 'group.read',
  async run(context, { sourceGroupId }) {
    const group = orNotFound(await sourceGroupById(context.sql, sourceGroupId));
    await context.authorize({ organizationId: group.organizationId });
    return group;
  },
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
  action: 'group.read',
  async run(context, { group, after, first }) {
    await context.authorize({ organizationId: group.organizationId });
    return rosterPage(context.sql, group.id, { after, limit: first + 1 });
  },
});
