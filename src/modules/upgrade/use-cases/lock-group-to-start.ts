import { type LockedSourceGroup, lockSourceGroupAndPeople } from '#modules/group/public.js';
import { holdSettings } from '#modules/organization/public.js';
import type { Sql } from '#platform/db/sql.js';
import { type HeldAccounts, holdRoster } from '../data/account-locks.js';

/** A source group under all the locks that a start of its upgrade is decided under. */
export interface StartableGroup extends LockedSourceGroup {
  readonly held: HeldAccounts;
}

/**
 * Takes the locks of a start: the organization's settings, the accounts of the roster, the group, and the mobiles of
 * its people. Nobody finds an upgrade before it is committed, so a change of any of these that is under way is waited
 * for, and a later one waits for the start and finds the upgrade. Other starts go on beside it.
 */
export async function lockGroupToStart(
  tx: Sql,
  group: { readonly organizationId: string; readonly sourceGroupId: string },
): Promise<StartableGroup | undefined> {
  await holdSettings(tx, group.organizationId);
  const held = await holdRoster(tx, group);
  const locked = await lockSourceGroupAndPeople(tx, group.sourceGroupId);
  return locked && { ...locked, held };
}
