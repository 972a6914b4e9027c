import type { OrganizationSettings, OrganizationTier } from '#modules/organization/public.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { PreflightEntry, PreflightObstacle } from '../domain/preflight.js';
import type { PromisedTerm } from '../domain/promised-term.js';

/** What a preflight said besides its entries. */
export interface PreflightReport {
  readonly capacity: {
    readonly tier: OrganizationTier;
    readonly limit: number;
    readonly people: number;
  };
  readonly policies: OrganizationSettings;
  /** Not in reports from before texts kept what they promise. */
  readonly outdatedTerms?: readonly PromisedTerm[];
  readonly messages: number;
  readonly messagesOfBlocked: number;
}

export interface SavedPreflight {
  readonly id: string;
  readonly organizationId: string;
  readonly sourceGroupId: string;
  /** The member. */
  readonly savedBy: string;
  readonly savedAt: Date;
  readonly obstacle: PreflightObstacle | null;
  readonly total: number;
  readonly eligible: number;
  readonly report: PreflightReport;
}

/** How many are kept of one group. */
const KEPT = 100;

const SELECT = `select id, organization_id as "organizationId", source_group_id as "sourceGroupId", saved_by as "savedBy",
    saved_at as "savedAt", obstacle, total, eligible, report
  from upgrade_preflight`;

/** Stores a preflight with its entries; of the group's, the newest hundred stay. */
export async function insertPreflight(
  tx: Sql,
  preflight: SavedPreflight,
  entries: readonly PreflightEntry[],
): Promise<void> {
  const { id, organizationId, sourceGroupId, savedBy, savedAt, obstacle, total, eligible, report } =
    preflight;
  await tx.run(
    `insert into upgrade_preflight (id, organization_id, source_group_id, saved_by, saved_at, obstacle, total, eligible,
       report)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    [id, organizationId, sourceGroupId, savedBy, savedAt, obstacle, total, eligible, JSON.stringify(report)],
  );
  await tx.run(
    `insert into upgrade_preflight_entry (preflight_id, position, roster_entry_id, hindrance, member_id)
     select $1, position, "rosterEntryId", hindrance, "memberId" from jsonb_to_recordset($2::jsonb)
       as x (position int, "rosterEntryId" uuid, hindrance text, "memberId" uuid)`,
    [id, JSON.stringify(entries)],
  );
  await tx.run(
    `delete from upgrade_preflight where id in (
       select id from upgrade_preflight where source_group_id = $1 order by id desc offset $2)`,
    [sourceGroupId, KEPT],
  );
}

export function preflightById(sql: Sql, id: string): Promise<SavedPreflight | undefined> {
  return sql.row<SavedPreflight>(`${SELECT} where id = $1`, [id]);
}

/** For `context.load`. It asks for no rights; who loads has asked. */
export const preflightLoader: Loader<SavedPreflight> = {
  name: 'upgradePreflight',
  async batch(sql, ids) {
    const rows = await sql.rows<SavedPreflight>(`${SELECT} where id = any($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** Of one group, the newest first. */
export function preflightsOf(
  sql: Sql,
  sourceGroupId: string,
  after: string | undefined,
  limit: number,
): Promise<SavedPreflight[]> {
  return sql.rows<SavedPreflight>(
    `${SELECT} where source_group_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [sourceGroupId, after ?? null, limit],
  );
}

export async function countPreflights(sql: Sql, sourceGroupId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from upgrade_preflight where source_group_id = $1',
    [sourceGroupId],
  );
  return row?.count ?? 0;
}

/** The entries of saved preflights, each in roster order. A roster bounds them. */
export const savedEntriesLoader: Loader<readonly PreflightEntry[]> = {
  name: 'upgradePreflightEntries',
  async batch(sql, ids) {
    const rows = await sql.rows<PreflightEntry & { id: string }>(
      `select preflight_id as id, position, roster_entry_id as "rosterEntryId", hindrance, member_id as "memberId"
       from upgrade_preflight_entry where preflight_id = any($1::uuid[]) order by preflight_id, position`,
      [ids],
    );
    const entries = new Map<string, PreflightEntry[]>(ids.map((id) => [id, []]));
    for (const { id, ...entry } of rows) entries.get(id)?.push(entry);
    return entries;
  },
};

export async function savedEntries(sql: Sql, id: string): Promise<readonly PreflightEntry[]> {
  return (await savedEntriesLoader.batch(sql, [id])).get(id) ?? [];
}
