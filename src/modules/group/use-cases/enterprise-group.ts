import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { enterpriseGroupById, type EnterpriseGroupRow } from '../data/enterprise-groups.js';
import { countGroupMembers, groupMemberPage, type GroupMemberRow } from '../data/places.js';

/** A group of the organization, with the rights of the action at hand. */
export async function readGroup(
  context: QueryContext,
  enterpriseGroupId: string,
): Promise<EnterpriseGroupRow> {
  const group = orNotFound(await enterpriseGroupById(context.sql, enterpriseGroupId));
  await context.authorize({ organizationId: group.organizationId });
  return group;
}

/** A group of the organization, for any of its active members. */
export const enterpriseGroup = query<{ enterpriseGroupId: string }, EnterpriseGroupRow>({
  name: 'enterpriseGroup',
  action: 'enterprise-group.read',
  run: (context, { enterpriseGroupId }) => readGroup(context, enterpriseGroupId),
});

/** A page of its members, with one more than `first` where there is more. */
export const membersOfEnterpriseGroup = query<
  { enterpriseGroupId: string; after: string | undefined; first: number },
  GroupMemberRow[]
>({
  name: 'membersOfEnterpriseGroup',
  action: 'enterprise-group.read',
  async run(context, { enterpriseGroupId, after, first }) {
    await readGroup(context, enterpriseGroupId);
    return groupMemberPage(context.sql, enterpriseGroupId, { after, limit: first + 1 });
  },
});

export const memberCountOfEnterpriseGroup = query<{ enterpriseGroupId: string }, number>({
  name: 'memberCountOfEnterpriseGroup',
  action: 'enterprise-group.read',
  async run(context, { enterpriseGroupId }) {
    await readGroup(context, enterpriseGroupId);
    return countGroupMembers(context.sql, enterpriseGroupId);
  },
});
