import { parseMobile, query } from '#modules/identity/public.js';
import { cleanText } from '#kernel/text.js';
import { badInput } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { countDepartments, type DepartmentRow, departmentsOf } from '../data/department-queries.js';
import { countMembers, listMembers, type MemberFilter } from '../data/member-list.js';
import { type MemberRow, rolesOf } from '../data/member-queries.js';
import { maySeeMobiles, type MemberStatus } from '../domain/member.js';

/** One row more than `first` is read, to tell whether there is more. */
interface PageOf<Key> {
  readonly first: number;
  readonly after: Key | undefined;
}

/** Where a list of departments goes on: after this level and id. */
export interface DepartmentKey {
  readonly depth: number;
  readonly id: string;
}

export const departmentsOfOrganization = query<
  { organizationId: string } & PageOf<DepartmentKey>,
  DepartmentRow[]
>({
  name: 'departmentsOfOrganization',
  action: 'directory.read',
  async run(context, { organizationId, first, after }) {
    await context.authorize({ organizationId });
    return departmentsOf(context.sql, organizationId, first + 1, after);
  },
});

export const departmentCountOfOrganization = query<{ organizationId: string }, number>({
  name: 'departmentCountOfOrganization',
  action: 'directory.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return countDepartments(context.sql, organizationId);
  },
});

export interface MemberSearch {
  readonly organizationId: string;
  readonly departmentId: string | undefined;
  readonly status: MemberStatus | undefined;
  /** A part of a name, an alias or a user id; a whole mobile for those who may see mobiles. */
  readonly query: string | undefined;
}

export const membersOfOrganization = query<MemberSearch & PageOf<string>, MemberRow[]>({
  name: 'membersOfOrganization',
  action: 'directory.read',
  async run(context, { first, after, ...search }) {
    await context.authorize({ organizationId: search.organizationId });
    return listMembers(context.sql, await filterOf(context, search), first + 1, after);
  },
});

export const memberCountOfOrganization = query<MemberSearch, number>({
  name: 'memberCountOfOrganization',
  action: 'directory.read',
  async run(context, search) {
    await context.authorize({ organizationId: search.organizationId });
    return countMembers(context.sql, await filterOf(context, search));
  },
});

const QUERY_MAX = 64;

async function filterOf(context: QueryContext, search: MemberSearch): Promise<MemberFilter> {
  const { query: text, ...filter } = search;
  if (text === undefined || text.trim() === '') return filter;
  const clean = cleanText(text, { max: QUERY_MAX });
  if (!clean.ok) throw badInput(`"query" is no text of at most ${QUERY_MAX} characters.`);
  const mobile = parseMobile(clean.value);
  const roles = mobile.ok ? await rolesOf(context.sql, context.personId(), filter.organizationId) : undefined;
  return mobile.ok && maySeeMobiles(roles ?? [])
    ? { ...filter, mobile: mobile.value }
    : { ...filter, text: clean.value };
}
