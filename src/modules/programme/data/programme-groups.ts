import type { Refusal } from '#kernel/refusals.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { ProgrammeGroupState } from '../domain/states.js';

export interface ProgrammeGroupRow {
  readonly programmeId: string;
  readonly sourceGroupId: string;
  readonly position: number;
  readonly state: ProgrammeGroupState;
  readonly skippedCode: Refusal['code'] | null;
  readonly skippedParams: Refusal['params'] | null;
  readonly groupUpgradeId: string | null;
  /** In whose name it is started; null in a draft. */
  readonly starterId: string | null;
  /** Whose account that was when they asked for it. */
  readonly starterPersonId: string | null;
  readonly version: number;
}

const SELECT = `select programme_id as "programmeId", source_group_id as "sourceGroupId", position, state,
  skipped_code as "skippedCode", skipped_params as "skippedParams", group_upgrade_id as "groupUpgradeId",
  starter_id as "starterId", starter_person_id as "starterPersonId", version from programme_group`;

/** Adds groups at the end of a programme, which the caller holds locked, in this order. */
export async function insertGroups(
  sql: Sql,
  programmeId: string,
  sourceGroupIds: readonly string[],
): Promise<void> {
  await sql.run(
    `insert into programme_group (programme_id, source_group_id, position)
     select $1, x.id, x.ordinal + (
       select coalesce(max(position), 0) from programme_group where programme_id = $1)
     from unnest($2::uuid[]) with ordinality as x (id, ordinal)`,
    [programmeId, sourceGroupIds],
  );
  await sql.run('update upgrade_programme set waiting = waiting + $2, version = version + 1 where id = $1', [
    programmeId,
    sourceGroupIds.length,
  ]);
}

/**
 * Takes groups out of a programme, which the caller holds locked; those that it has started stay. Returns how many left
 * it.
 */
export async function deleteUnstarted(
  sql: Sql,
  programmeId: string,
  sourceGroupIds: readonly string[],
): Promise<number> {
  const deleted = await sql.rows<{ state: ProgrammeGroupState }>(
    `delete from programme_group
     where programme_id = $1 and source_group_id = any($2::uuid[]) and state in ('WAITING', 'SKIPPED')
     returning state`,
    [programmeId, sourceGroupIds],
  );
  const waiting = deleted.filter(({ state }) => state === 'WAITING').length;
  await sql.run(
    `update upgrade_programme set waiting = waiting - $2, skipped = skipped - $3, version = version + 1
     where id = $1`,
    [programmeId, waiting, deleted.length - waiting],
  );
  return deleted.length;
}

/** Lets another programme have the groups whose upgrade by this one, which the caller holds locked, is over. */
export async function freeEnded(sql: Sql, programmeId: string): Promise<void> {
  await sql.run(
    `update programme_group g set held = false from group_upgrade u
     where g.programme_id = $1 and g.held and u.id = g.group_upgrade_id and u.state in ('COMPLETED', 'CANCELLED')`,
    [programmeId],
  );
}

/** The programmes that may be over, or let a group go, now that this upgrade is: its own, and who waits for its group. */
export async function programmesTouched(sql: Sql, groupUpgradeId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select g.programme_id as id from group_upgrade u
       join programme_group g on g.source_group_id = u.source_group_id and g.held
     where u.id = $1`,
    [groupUpgradeId],
  );
  return rows.map(({ id }) => id);
}

/** The groups of a programme in its order. */
export function groupPage(
  sql: Sql,
  programmeId: string,
  page: { readonly state: ProgrammeGroupState | undefined; readonly after: number; readonly limit: number },
): Promise<ProgrammeGroupRow[]> {
  return sql.rows<ProgrammeGroupRow>(
    `${SELECT} where programme_id = $1 and position > $2 and ($3::text is null or state = $3)
     order by position limit $4`,
    [programmeId, page.after, page.state ?? null, page.limit],
  );
}

/** Those that could still be started, in the order of the programme. */
export async function unstartedGroups(sql: Sql, programmeId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select source_group_id as id from programme_group
     where programme_id = $1 and state in ('WAITING', 'SKIPPED') order by position`,
    [programmeId],
  );
  return rows.map((row) => row.id);
}

/** Whose turn it is. */
export function nextWaiting(sql: Sql, programmeId: string): Promise<ProgrammeGroupRow | undefined> {
  return sql.row<ProgrammeGroupRow>(
    `${SELECT} where programme_id = $1 and state = 'WAITING' order by position limit 1`,
    [programmeId],
  );
}

/** A group as it is; under its programme's lock it stays so. */
export function groupOf(
  sql: Sql,
  programmeId: string,
  sourceGroupId: string,
): Promise<ProgrammeGroupRow | undefined> {
  return sql.row<ProgrammeGroupRow>(`${SELECT} where programme_id = $1 and source_group_id = $2`, [
    programmeId,
    sourceGroupId,
  ]);
}

/** A waiting group has been started; the next one may be from `nextStartAt` on. The caller holds the programme. */
export async function storeStarted(
  sql: Sql,
  group: ProgrammeGroupRow,
  groupUpgradeId: string,
  nextStartAt: Date,
): Promise<void> {
  await sql.run(
    `update programme_group set state = 'STARTED', group_upgrade_id = $3, version = version + 1
     where programme_id = $1 and source_group_id = $2`,
    [group.programmeId, group.sourceGroupId, groupUpgradeId],
  );
  await sql.run(
    'update upgrade_programme set waiting = waiting - 1, started = started + 1, next_start_at = $2 where id = $1',
    [group.programmeId, nextStartAt],
  );
}

/** A waiting group cannot be started. The caller holds the programme. */
export async function storeSkipped(sql: Sql, group: ProgrammeGroupRow, refusal: Refusal): Promise<void> {
  await sql.run(
    `update programme_group set state = 'SKIPPED', skipped_code = $3, skipped_params = $4::jsonb, version = version + 1
     where programme_id = $1 and source_group_id = $2`,
    [group.programmeId, group.sourceGroupId, refusal.code, JSON.stringify(refusal.params)],
  );
  await sql.run('update upgrade_programme set waiting = waiting - 1, skipped = skipped + 1 where id = $1', [
    group.programmeId,
  ]);
}

/**
 * Lets groups that were skipped wait again, to be started in this member's name: these, or all without a list. The
 * caller holds the programme. Returns how many there were.
 */
export async function retrySkipped(
  sql: Sql,
  programmeId: string,
  sourceGroupIds: readonly string[] | undefined,
  starterId: string,
): Promise<number> {
  const retried = await sql.run(
    `update programme_group set state = 'WAITING', skipped_code = null, skipped_params = null, starter_id = $3,
       starter_person_id = (select person_id from member where id = $3), version = version + 1
     where programme_id = $1 and state = 'SKIPPED' and ($2::uuid[] is null or source_group_id = any($2))`,
    [programmeId, sourceGroupIds ?? null, starterId],
  );
  await sql.run(
    `update upgrade_programme set waiting = waiting + $2, skipped = skipped - $2, version = version + 1
     where id = $1`,
    [programmeId, retried],
  );
  return retried;
}

/** What a programme still waits for, besides the groups that are to be started. */
export async function leftToDo(
  sql: Sql,
  programmeId: string,
): Promise<{ readonly curable: number; readonly openUpgrades: number }> {
  const row = await sql.row<{ curable: number; openUpgrades: number }>(
    `select
       (select count(*) from programme_group g join source_group s on s.id = g.source_group_id
        where g.programme_id = $1 and g.state = 'SKIPPED' and s.state = 'LIVE') as curable,
       (select count(*) from group_upgrade
        where programme_id = $1 and state in ('INVITING', 'COOLING_OFF', 'PAUSED')) as "openUpgrades"`,
    [programmeId],
  );
  return row ?? { curable: 0, openUpgrades: 0 };
}

export interface SkippedCount {
  readonly code: Refusal['code'];
  readonly count: number;
}

/** By programme: how many of its groups were skipped for each reason, most first. */
export const skippedCountLoader: Loader<readonly SkippedCount[]> = {
  name: 'skippedCounts',
  async batch(sql, programmeIds) {
    const rows = await sql.rows<SkippedCount & { id: string }>(
      `select programme_id as id, skipped_code as code, count(*)::int as count from programme_group
       where programme_id = any($1::uuid[]) and state = 'SKIPPED' group by 1, 2 order by 3 desc, 2`,
      [programmeIds],
    );
    const counts = new Map<string, SkippedCount[]>();
    for (const { id, code, count } of rows) counts.set(id, [...(counts.get(id) ?? []), { code, count }]);
    return counts;
  },
};
