import { query } from '#modules/identity/public.js';
import { type EnterpriseGroupRow, enterpriseGroupById } from '../data/enterprise-groups.js';
import { successorOf } from '../data/source-groups.js';

/**
 * Where an old group's id leads: the group that has taken over, for any active member of the organization. Undefined
 * where none has; whether there is such a group at all is for those alone who may read source groups.
 */
export const groupSuccessor = query<
  { organizationId: string; platform: string; platformGroupId: string },
  EnterpriseGroupRow | undefined
>({
  name: 'groupSuccessor',
  action: 'enterprise-group.read',
  async run(context, group) {
    await context.authorize({ organizationId: group.organizationId });
    const id = await successorOf(context.sql, group);
    return id === undefined ? undefined : enterpriseGroupById(context.sql, id);
  },
});
