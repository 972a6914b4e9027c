import type { ChangedAccount } from '#modules/directory/public.js';
import { presentMandates } from '#modules/group/public.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { mayBeTakenUpBy, type OwnerFacts, ownerStanding, type Successor } from '../domain/ownership.js';

/** Who stands behind an upgrade of a group. */
export interface UpgradeOwner extends OwnerFacts {
  readonly upgradeId: string;
  readonly sourceGroupId: string;
  /** The people who have been told that it waits for them. */
  readonly ownersTold: readonly string[];
}

/** Who stands behind these upgrades, by upgrade. */
export async function ownersOf(
  sql: Sql,
  upgradeIds: readonly string[],
): Promise<ReadonlyMap<string, UpgradeOwner>> {
  const rows = await sql.rows<UpgradeOwner>(
    `select u.id as "upgradeId", u.source_group_id as "sourceGroupId", u.owner_identity_id as "ownerIdentityId", u.owner_person_id as "ownerPersonId",
       g.owner_identity_id as "namedIdentityId", m.person_id as "presentPersonId", t.person_id as "takenUpBy",
       u.owners_told::text[] as "ownersTold"
     from group_upgrade u join source_group g on g.id = u.source_group_id
       left join consumer_identity c on c.id = g.owner_identity_id
       left join member m on m.organization_id = u.organization_id and m.mobile = c.mobile and m.status = 'ACTIVATED'
         and c.mobile_vouched
       left join member t on t.organization_id = u.organization_id and t.person_id = u.taken_up_person_id
         and t.status = 'ACTIVATED' and 'ADMINISTRATOR' = any(t.roles)
     where u.id = any($1::uuid[])`,
    [upgradeIds],
  );
  return new Map(rows.map((facts) => [facts.upgradeId, facts]));
}

/** Who may take these upgrades up, by upgrade; without those that have their owner. */
export async function successorsOf(
  sql: Sql,
  upgradeIds: readonly string[],
): Promise<ReadonlyMap<string, Successor>> {
  const owners = [...(await ownersOf(sql, upgradeIds)).values()];
  const waiting = owners.filter((facts) => ownerStanding(facts) === 'CHANGED');
  const mandates = await presentMandates(
    sql,
    waiting.map(({ sourceGroupId }) => sourceGroupId),
  );
  return new Map(
    owners.flatMap((facts) => {
      const mandated = mandates.get(facts.sourceGroupId)?.state === 'GRANTED';
      const successor = mayBeTakenUpBy(ownerStanding(facts), { mandated });
      return successor ? [[facts.upgradeId, successor] as const] : [];
    }),
  );
}

/** For `context.load`: the same. */
export const successorLoader: Loader<Successor> = { name: 'successor', batch: successorsOf };

/** The open upgrades behind which one of these accounts stands, or would by its mobile, or whoever has that. */
export async function openUpgradesOwnedBy(sql: Sql, accounts: readonly ChangedAccount[]): Promise<string[]> {
  const open = "u.state in ('INVITING', 'COOLING_OFF', 'PAUSED')";
  const rows = await sql.rows<{ id: string }>(
    `select u.id from group_upgrade u where u.owner_member_id = any($1::uuid[]) and ${open}
     union select u.id from group_upgrade u where u.taken_up_by = any($1::uuid[]) and ${open}
     union select u.id from unnest($2::uuid[], $3::text[]) as a (organization_id, mobile)
       join consumer_identity c on c.organization_id = a.organization_id and c.mobile = a.mobile
       join source_group g on g.owner_identity_id = c.id
       join group_upgrade u on u.source_group_id = g.id and ${open}
     union select u.id from unnest($2::uuid[], $3::text[]) as a (organization_id, mobile)
       join person p on p.mobile = a.mobile
       join group_upgrade u on u.taken_up_person_id = p.id and u.organization_id = a.organization_id and ${open}`,
    [
      accounts.map(({ memberId }) => memberId),
      accounts.map(({ organizationId }) => organizationId),
      accounts.map(({ mobile }) => mobile),
    ],
  );
  return rows.map((row) => row.id);
}

/**
 * Keeps with the upgrade who its owner is, and with which account: at its start, where the caller holds the directory, so
 * that the account is not taken away meanwhile without the upgrade being found, and when it is taken up with their word.
 */
export async function storeOwner(sql: Sql, upgradeId: string): Promise<void> {
  await sql.run(
    `update group_upgrade u set owner_member_id = m.id, owner_person_id = m.person_id from consumer_identity c
       join member m on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'
     where c.mobile_vouched and u.id = $1 and c.id = u.owner_identity_id`,
    [upgradeId],
  );
}

/**
 * Whom the group names as its owner is the upgrade's from now on; this person has taken it up. With the owner's word,
 * their own or by their mandate, that owner stands behind it, and nobody acts for them once they are gone; without it
 * this person does.
 */
export async function storeTakingUp(
  sql: Sql,
  upgradeId: string,
  taken: { readonly personId: string; readonly memberId: string; readonly withOwnersWord: boolean },
): Promise<void> {
  await sql.run(
    `update group_upgrade u set owner_identity_id = g.owner_identity_id, taken_up_by = $2, taken_up_person_id = $3,
       owners_told = '{}'
     from source_group g where g.id = u.source_group_id and u.id = $1`,
    [upgradeId, taken.memberId, taken.withOwnersWord ? null : taken.personId],
  );
  if (taken.withOwnersWord) await storeOwner(sql, upgradeId);
}

/**
 * Keeps with upgrades, which the caller holds, to whom it is told that they wait for them; null forgets who was told, for
 * the owner is there.
 */
export async function storeOwnersTold(
  sql: Sql,
  told: readonly { readonly upgradeId: string; readonly personId: string | null }[],
): Promise<void> {
  if (told.length === 0) return;
  await sql.run(
    `update group_upgrade u
     set owners_told = case when k.person_id is null then '{}' else u.owners_told || k.person_id end
     from unnest($1::uuid[], $2::uuid[]) as k (upgrade_id, person_id) where u.id = k.upgrade_id`,
    [told.map(({ upgradeId }) => upgradeId), told.map(({ personId }) => personId)],
  );
}
