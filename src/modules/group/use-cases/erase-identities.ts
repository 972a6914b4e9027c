import type { ErasedPerson } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { groupChanged } from '../domain/events.js';

export interface TouchedGroup {
  readonly sourceGroupId: string;
  readonly organizationId: string;
}

/** Holds the groups on whose rosters a person stands: after their accounts and before upgrades in the order of locks. */
export function lockGroupsOf(tx: Sql, { mobile }: ErasedPerson): Promise<TouchedGroup[]> {
  return tx.rows<TouchedGroup>(
    `select id as "sourceGroupId", organization_id as "organizationId" from source_group
     where id in (select e.source_group_id from consumer_identity c join roster_entry e on e.identity_id = c.id
       where c.mobile = $1)
     order by id for update`,
    [mobile],
  );
}

/**
 * Erases who a person is on rosters: their names and the mobile that binds the identity to them. The groups are held;
 * their open upgrades follow.
 */
export async function eraseIdentities(
  context: EffectContext,
  { mobile }: ErasedPerson,
  groups: readonly TouchedGroup[],
): Promise<void> {
  await context.tx.run(
    `update roster_entry e set account_name = null, group_nickname = null, aliases = '{}'
     from consumer_identity c where c.id = e.identity_id and c.mobile = $1`,
    [mobile],
  );
  await context.tx.run('update consumer_identity set mobile = null where mobile = $1', [mobile]);
  for (const group of groups) await context.emit(groupChanged, group);
}
