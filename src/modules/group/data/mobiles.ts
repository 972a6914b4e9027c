import type { Sql } from '#platform/db/sql.js';

export interface GivenMobile {
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
}

export interface MobileChange {
  readonly platformId: string;
  /** Undefined for an id that was never on the roster. */
  readonly change: 'CREATED' | 'UPDATED' | 'UNCHANGED' | undefined;
}

/**
 * Gives the identities behind a group's roster their mobiles; those who left the group are among them. No platform id
 * may be given twice. Answers for each one given.
 */
export async function saveMobiles(
  tx: Sql,
  sourceGroupId: string,
  given: readonly GivenMobile[],
): Promise<MobileChange[]> {
  const rows = await tx.rows<{ platformId: string; known: boolean; before: string | null; mobile: string }>(
    `with given as (select * from unnest($2::text[], $3::text[]) as g (platform_id, mobile)),
     known as (
       select g.platform_id, g.mobile, i.id, i.mobile as before
       from given g
       join source_group s on s.id = $1
       join consumer_identity i
         on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = g.platform_id
       join roster_entry e on e.source_group_id = s.id and e.identity_id = i.id),
     changed as (
       update consumer_identity i set mobile = k.mobile from known k
       where i.id = k.id and i.mobile is distinct from k.mobile)
     select g.platform_id as "platformId", k.id is not null as known, k.before, g.mobile
     from given g left join known k on k.platform_id = g.platform_id`,
    [sourceGroupId, given.map(({ platformId }) => platformId), given.map(({ mobile }) => mobile)],
  );
  return rows.map(({ platformId, known, before, mobile }) => ({
    platformId,
    change: !known ? undefined : before === null ? 'CREATED' : before === mobile ? 'UNCHANGED' : 'UPDATED',
  }));
}

/** The groups whose rosters these members of a group's platform stand on, that group among them, in the order of ids. */
export async function groupsSharing(
  tx: Sql,
  sourceGroupId: string,
  platformIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct e.source_group_id as id from source_group s
     join consumer_identity i
       on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = any($2::text[])
     join roster_entry e on e.identity_id = i.id
     where s.id = $1 order by 1`,
    [sourceGroupId, platformIds],
  );
  return rows.map((row) => row.id);
}
