import type { Sql } from '#platform/db/sql.js';
import { tombstone } from './erasure.js';

/** A person's account on a platform, in one organization. */
export interface AuthorKey {
  readonly organizationId: string;
  readonly platform: string;
  readonly platformId: string;
}

/** Makes sure that the organization has a salt for tombstones. */
export async function ensureSalt(tx: Sql, organizationId: string, fresh: Uint8Array): Promise<void> {
  await tx.run(
    `insert into erasure_salt (organization_id, salt) values ($1, $2)
     on conflict on constraint erasure_salt_pkey do nothing`,
    [organizationId, fresh],
  );
}

export async function isErased(
  tx: Sql,
  { organizationId, platform, platformId }: AuthorKey,
): Promise<boolean> {
  const row = await tx.row(
    `select 1 from erasure_salt z join consumer_identity i on i.organization_id = z.organization_id
       and i.platform = $2 and i.tombstone = ${tombstone('$3')}
     where z.organization_id = $1`,
    [organizationId, platform, platformId],
  );
  return row !== undefined;
}

export interface HeldGroup {
  readonly id: string;
  readonly conversationId: string;
  /** Whether they stand on its roster or have written in it. */
  readonly touched: boolean;
}

/** Locks all of the organization's groups on the platform, in the order of ids. */
export function lockGroupsOf(
  tx: Sql,
  { organizationId, platform, platformId }: AuthorKey,
): Promise<HeldGroup[]> {
  return tx.rows<HeldGroup>(
    `select s.id, s.conversation_id as "conversationId",
       exists (select from consumer_identity i join roster_entry e on e.identity_id = i.id and e.source_group_id = s.id
         where i.organization_id = $1 and i.platform = $2 and i.platform_id = $3)
       or exists (select from message m where m.conversation_id = s.conversation_id and m.sender_platform_id = $3)
       as touched
     from source_group s where s.organization_id = $1 and s.platform = $2 order by s.id for no key update of s`,
    [organizationId, platform, platformId],
  );
}

/**
 * Puts a pseudonym in the place of an identity, which is made where they have only written: mobile and names go from
 * it, from every roster and from the records of who was matched with which mobile, and what leads from a member of an enterprise group to it. Returns its id.
 */
export async function eraseIdentity(
  tx: Sql,
  { organizationId, platform, platformId }: AuthorKey,
  pseudonym: string,
): Promise<{ readonly identityId: string; readonly rosterEntries: number }> {
  const identity = await tx.row<{ id: string }>(
    `insert into consumer_identity as i (organization_id, platform, platform_id, erased_at, tombstone)
     select z.organization_id, $2, $3, assent_now(), ${tombstone('$3')} from erasure_salt z where z.organization_id = $1
     on conflict on constraint consumer_identity_platform_id_key
       do update set mobile = null, erased_at = excluded.erased_at, tombstone = excluded.tombstone
     returning i.id`,
    [organizationId, platform, platformId],
  );
  if (!identity) throw new Error(`the organization ${organizationId} has no salt`);
  await tx.run('update consumer_identity set platform_id = $2 where id = $1', [identity.id, pseudonym]);
  const rosterEntries = await tx.run(
    `update roster_entry set account_name = null, group_nickname = null, aliases = '{}' where identity_id = $1`,
    [identity.id],
  );
  await tx.run(
    `update identity_match set old_mobile = case when old_mobile is not null then 'erased' end,
       new_mobile = case when new_mobile is not null then 'erased' end
     where identity_id = $1`,
    [identity.id],
  );
  const entries = 'roster_entry_id in (select id from roster_entry where identity_id = $1)';
  await tx.run(`delete from enterprise_group_author where ${entries}`, [identity.id]);
  await tx.run(`update enterprise_group_member set roster_entry_id = null where ${entries}`, [identity.id]);
  return { identityId: identity.id, rosterEntries };
}
