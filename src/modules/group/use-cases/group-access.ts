import { memberOf } from '#modules/directory/public.js';
import { actions } from '#modules/identity/public.js';
import { forbidden, orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { sourceGroupById, type SourceGroupRow } from '../data/source-groups.js';

/**
 * For use cases of the action `source-group.read`: lets those pass whose role reads groups, and the group's owner, known
 * by the mobile of their account. FORBIDDEN to all others of the organization.
 */
export async function authorizeGroup(
  context: QueryContext,
  group: Pick<SourceGroupRow, 'organizationId' | 'ownerMobile'>,
): Promise<void> {
  const { organizationId, ownerMobile } = group;
  await context.authorize({ organizationId });
  const { roles, mobile } = orNotFound(await memberOf(context.sql, context.personId(), organizationId));
  const rule = actions['group.read'];
  if (rule.who === 'member' && roles.some((role) => rule.roles.includes(role))) return;
  if (ownerMobile !== mobile) throw forbidden();
}

/** The group, if the caller may read it. */
export async function readableGroup(context: QueryContext, sourceGroupId: string): Promise<SourceGroupRow> {
  const group = orNotFound(await sourceGroupById(context.sql, sourceGroupId));
  await authorizeGroup(context, group);
  return group;
}
