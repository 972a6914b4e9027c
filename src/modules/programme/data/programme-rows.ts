import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { ProgrammeState } from '../domain/states.js';

export interface ProgrammeRow {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly state: ProgrammeState;
  readonly version: number;
  readonly answerDays: number;
  readonly coolingOffHours: number;
  readonly minimumMembers: number;
  /** Of each roster; null: the number alone counts. */
  readonly minimumPercent: number | null;
  readonly createdAt: Date;
  /** This and the two that follow are null until it is started. */
  readonly groupsPerMinute: number | null;
  /** Before this moment no further group is started. */
  readonly nextStartAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How many of its groups are in each state. */
  readonly waiting: number;
  readonly started: number;
  readonly skipped: number;
}

export const PROGRAMME_COLUMNS = `p.id, p.organization_id as "organizationId", p.name, p.state, p.version,
  p.answer_days as "answerDays", p.cooling_off_hours as "coolingOffHours", p.minimum_members as "minimumMembers",
  p.minimum_percent as "minimumPercent", p.created_at as "createdAt", p.groups_per_minute as "groupsPerMinute", p.next_start_at as "nextStartAt",
  p.started_at as "startedAt", p.ended_at as "endedAt", p.waiting, p.started, p.skipped`;

export function programmeById(sql: Sql, id: string): Promise<ProgrammeRow | undefined> {
  return sql.row<ProgrammeRow>(`select ${PROGRAMME_COLUMNS} from upgrade_programme p where p.id = $1`, [id]);
}

/**
 * Takes the lock under which everything about this programme is decided. In the order of locks it comes after a source
 * group's and before the upgrades'.
 */
export function lockProgramme(sql: Sql, id: string): Promise<ProgrammeRow | undefined> {
  return sql.row<ProgrammeRow>(
    `select ${PROGRAMME_COLUMNS} from upgrade_programme p where p.id = $1 for no key update`,
    [id],
  );
}

/** Those of an organization that have groups left to start, and go on with it. */
export async function programmesToGoOn(sql: Sql, organizationId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select id from upgrade_programme where organization_id = $1 and state = 'RUNNING' and waiting > 0`,
    [organizationId],
  );
  return rows.map(({ id }) => id);
}

/** The newest first. */
export function programmesOf(
  sql: Sql,
  organizationId: string,
  after: string | undefined,
  limit: number,
): Promise<ProgrammeRow[]> {
  return sql.rows<ProgrammeRow>(
    `select ${PROGRAMME_COLUMNS} from upgrade_programme p
     where p.organization_id = $1 and ($2::uuid is null or p.id < $2) order by p.id desc limit $3`,
    [organizationId, after ?? null, limit],
  );
}

export async function countProgrammes(sql: Sql, organizationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from upgrade_programme where organization_id = $1',
    [organizationId],
  );
  return row?.count ?? 0;
}

/** For `context.load`: programmes by id. It asks for no rights; who loads has asked. */
export const programmeLoader: Loader<ProgrammeRow> = {
  name: 'upgradeProgramme',
  async batch(sql, ids) {
    const rows = await sql.rows<ProgrammeRow>(
      `select ${PROGRAMME_COLUMNS} from upgrade_programme p where p.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};

export interface NewProgramme {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly createdBy: string;
  readonly answerDays: number;
  readonly coolingOffHours: number;
  readonly minimumMembers: number;
  /** Of each roster; null: the number alone counts. */
  readonly minimumPercent: number | null;
}

export async function insertProgramme(sql: Sql, programme: NewProgramme): Promise<void> {
  const { id, organizationId, name, createdBy, answerDays, coolingOffHours } = programme;
  await sql.run(
    `insert into upgrade_programme (id, organization_id, name, created_by, answer_days, cooling_off_hours,
       minimum_members, minimum_percent, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, assent_now())`,
    [
      id,
      organizationId,
      name,
      createdBy,
      answerDays,
      coolingOffHours,
      programme.minimumMembers,
      programme.minimumPercent,
    ],
  );
}

/** Moves a programme, which the caller holds locked, to its next state. At its end its groups are free again. */
export async function moveProgramme(
  sql: Sql,
  { id, state: from }: ProgrammeRow,
  to: ProgrammeState,
  now: Date,
): Promise<void> {
  const ended = to === 'COMPLETED' || to === 'CANCELLED';
  const moved = await sql.run(
    `update upgrade_programme set state = $3, version = version + 1, ended_at = case when $4 then $5::timestamptz end
     where id = $1 and state = $2`,
    [id, from, to, ended, now],
  );
  if (moved !== 1) throw new Error(`the programme was not ${from}`);
  if (ended) await sql.run('update programme_group set held = false where programme_id = $1', [id]);
}

/** Sets a draft going, which the caller holds locked: every group waits to be started in this member's name. */
export async function startProgramme(
  sql: Sql,
  id: string,
  start: { readonly groupsPerMinute: number; readonly starterId: string; readonly now: Date },
): Promise<void> {
  const { groupsPerMinute, starterId, now } = start;
  await sql.run(
    `update upgrade_programme set state = 'RUNNING', version = version + 1, groups_per_minute = $2,
       next_start_at = $3, started_at = $3 where id = $1`,
    [id, groupsPerMinute, now],
  );
  await sql.run(
    `update programme_group set starter_id = $2, starter_person_id = (select person_id from member where id = $2)
     where programme_id = $1`,
    [id, starterId],
  );
}
