import { memberOf } from '#modules/directory/public.js';
import { sourceGroupById } from '#modules/group/public.js';
import { refuse } from '#kernel/refusals.js';
import type { Sql } from '#platform/db/sql.js';
import type { CommandContext, QueryContext, Scope } from '#platform/use-case/use-case.js';

interface OfGroup {
  readonly organizationId: string;
  readonly sourceGroupId: string;
}

/**
 * The scope of what takes a role in a group's organization. The owner of the group who has none is told how they let
 * others do it for them, and not only that it is forbidden.
 */
export function roleScope(context: CommandContext, group: OfGroup): Scope {
  return {
    organizationId: group.organizationId,
    insteadOfForbidden: async () =>
      (await ownsGroup(context.tx, context.personId(), group)) ? refuse('OWNER_NEEDS_ROLE') : undefined,
  };
}

const WHAT_OWNERS_READ =
  'This group is yours, but this is for those with a role in the organization that you do not have; its administrators give them. What is yours to read without one: how upgrades of your groups stand, at sourceGroups { openUpgrade upgrades }, and what you are asked yourself, at myInvitations. Others manage the upgrade for you once you let them: grantUpgradeMandate.';

/** The same of what is read: the owner without a role is told what they can read instead. */
export function readScope(context: QueryContext, group: OfGroup): Scope {
  return {
    organizationId: group.organizationId,
    explainForbidden: async () =>
      (await ownsGroup(context.sql, context.personId(), group)) ? WHAT_OWNERS_READ : undefined,
  };
}

async function ownsGroup(
  sql: Sql,
  personId: string,
  { organizationId, sourceGroupId }: OfGroup,
): Promise<boolean> {
  const ownerMobile = (await sourceGroupById(sql, sourceGroupId))?.ownerMobile ?? null;
  return ownerMobile !== null && ownerMobile === (await memberOf(sql, personId, organizationId))?.mobile;
}
