import { invitationsCounted, outdatedOf, upgradesCounted } from '#modules/upgrade/public.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { PROGRAMME_COLUMNS, type ProgrammeRow } from './programme-rows.js';

/** A programme with what its upgrades' own counters add up to, all as of one moment. */
export interface ProgrammeProgressRow extends ProgrammeRow {
  readonly inviting: number;
  readonly coolingOff: number;
  readonly paused: number;
  readonly completed: number;
  readonly cancelled: number;
  /** Of those that are open: whose text promises otherwise than the settings. */
  readonly outdated: number;
  readonly blocked: number;
  readonly pending: number;
  readonly accepted: number;
  readonly declined: number;
  readonly expired: number;
  readonly revoked: number;
  readonly withdrawn: number;
  readonly included: number;
  readonly excluded: number;
  /** The upgrades that may still change. */
  readonly openUpgradeIds: readonly string[];
}

const SUMS = [
  ...Object.entries(upgradesCounted).map(
    ([name, state]) => `count(*) filter (where u.state = '${state}') as "${name}"`,
  ),
  `count(*) filter (where cardinality(${outdatedOf('u')}) > 0) as outdated`,
  ...invitationsCounted.map((name) => `coalesce(sum(u.${name}), 0)::int as ${name}`),
  `coalesce(array_agg(u.id order by u.id) filter (where u.state not in ('COMPLETED', 'CANCELLED')), '{}')
     as "openUpgradeIds"`,
].join(', ');

/** One statement over the programmes' upgrades, whatever the number of invitations. */
function progressOf(sql: Sql, programmeIds: readonly string[]): Promise<ProgrammeProgressRow[]> {
  return sql.rows<ProgrammeProgressRow>(
    `select ${PROGRAMME_COLUMNS}, t.* from upgrade_programme p
       cross join lateral (select ${SUMS} from group_upgrade u where u.programme_id = p.id) t
     where p.id = any($1::uuid[])`,
    [programmeIds],
  );
}

export async function programmeProgress(
  sql: Sql,
  programmeId: string,
): Promise<ProgrammeProgressRow | undefined> {
  return (await progressOf(sql, [programmeId]))[0];
}

export const programmeProgressLoader: Loader<ProgrammeProgressRow> = {
  name: 'programmeProgress',
  async batch(sql, ids) {
    return new Map((await progressOf(sql, ids)).map((row) => [row.id, row]));
  },
};
