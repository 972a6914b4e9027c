import type { Sql } from '#platform/db/sql.js';

export const rosterChangeKinds = ['JOINED', 'LEFT', 'REJOINED', 'OWNER_CHANGED'] as const;
export type RosterChangeKind = (typeof rosterChangeKinds)[number];

export interface RosterChangeRow {
  /** From 1, in the order in which imports have found the changes. */
  readonly sequence: number;
  readonly kind: RosterChangeKind;
  /** Whom it is about; of OWNER_CHANGED the new owner, null while nobody is known to be. */
  readonly rosterEntryId: string | null;
  readonly previousOwnerEntryId: string | null;
  readonly at: Date;
}

/** What imports have found changed in a group's roster, the newest first, at most `limit` before a sequence number. */
export function rosterChangePage(
  sql: Sql,
  sourceGroupId: string,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<RosterChangeRow[]> {
  return sql.rows<RosterChangeRow>(
    `select sequence, kind, roster_entry_id as "rosterEntryId", previous_owner_entry_id as "previousOwnerEntryId", at
     from roster_change where source_group_id = $1 and ($2::int is null or sequence < $2)
     order by sequence desc limit $3`,
    [sourceGroupId, page.before ?? null, page.limit],
  );
}

/** Sequence numbers have no gaps. */
export async function countRosterChanges(sql: Sql, sourceGroupId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select coalesce(max(sequence), 0) as count from roster_change where source_group_id = $1',
    [sourceGroupId],
  );
  return row?.count ?? 0;
}
