import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';

export const matchMethods = ['HAND', 'CSV'] as const;
export type MatchMethod = (typeof matchMethods)[number];

/** That an identity was said to be the person with a mobile, or no longer to be. Mobiles are masked. */
export interface Match {
  readonly identityId: string;
  readonly rosterEntryId: string;
  readonly oldMobile: string | null;
  readonly newMobile: string | null;
}

/** Keeps who said so, how and when: one row for each match, in one statement. */
export async function insertMatches(
  tx: Sql,
  matches: readonly Match[],
  by: { readonly method: MatchMethod; readonly memberId: string; readonly now: Date },
): Promise<void> {
  await tx.run(
    `insert into identity_match (id, identity_id, roster_entry_id, method, matched_by, old_mobile, new_mobile, at)
     select id, identity_id, roster_entry_id, $1, $2, old_mobile, new_mobile, $3
     from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
       as m (id, identity_id, roster_entry_id, old_mobile, new_mobile)`,
    [
      by.method,
      by.memberId,
      by.now,
      matches.map(() => newId(by.now.getTime())),
      matches.map((match) => match.identityId),
      matches.map((match) => match.rosterEntryId),
      matches.map((match) => match.oldMobile),
      matches.map((match) => match.newMobile),
    ],
  );
}

export interface MatchRow {
  readonly id: string;
  /** The entry of the group that is asked about, also where it was matched through another group. */
  readonly rosterEntryId: string;
  readonly method: MatchMethod;
  readonly matchedBy: string;
  readonly oldMobile: string | null;
  readonly newMobile: string | null;
  readonly at: Date;
}

export interface MatchFilter {
  readonly sourceGroupId: string;
  /** Only those of this entry. */
  readonly rosterEntryId: string | undefined;
}

const OF_GROUP = `from roster_entry e join identity_match m on m.identity_id = e.identity_id
  where e.source_group_id = $1 and ($2::uuid is null or e.id = $2)`;

/** The matches of those who are or were on a group's roster, the newest first, at most `limit` after the id `after`. */
export function matchPage(
  sql: Sql,
  { sourceGroupId, rosterEntryId }: MatchFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<MatchRow[]> {
  return sql.rows<MatchRow>(
    `select m.id, e.id as "rosterEntryId", m.method, m.matched_by as "matchedBy", m.old_mobile as "oldMobile",
       m.new_mobile as "newMobile", m.at
     ${OF_GROUP} and ($3::uuid is null or m.id < $3) order by m.id desc limit $4`,
    [sourceGroupId, rosterEntryId ?? null, page.after ?? null, page.limit],
  );
}

export async function countMatches(sql: Sql, { sourceGroupId, rosterEntryId }: MatchFilter): Promise<number> {
  const row = await sql.row<{ count: number }>(`select count(*) ${OF_GROUP}`, [
    sourceGroupId,
    rosterEntryId ?? null,
  ]);
  return row?.count ?? 0;
}
