import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { departmentById, type DepartmentRow } from '../data/department-queries.js';
import { memberLoader, type MemberRow } from '../data/member-queries.js';

/** A member, to the active members of its organization. */
export const memberNode = query<{ id: string }, MemberRow>({
  name: 'memberNode',
  action: 'directory.read',
  async run(context, { id }) {
    const member = orNotFound((await memberLoader.batch(context.sql, [id])).get(id));
    await context.authorize({ organizationId: member.organizationId });
    return member;
  },
});

/** A department, to the active members of its organization. */
export const departmentNode = query<{ id: string }, DepartmentRow>({
  name: 'departmentNode',
  action: 'directory.read',
  async run(context, { id }) {
    const department = orNotFound(await departmentById(context.sql, id));
    await context.authorize({ organizationId: department.organizationId });
    return department;
  },
});
