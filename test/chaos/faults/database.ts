import type { Fault } from './fault.js';

const KILLED = [1, 6] as const;
const HELD_MS = [500, 2_500] as const;

/** Locks every upgrade for so many seconds. */
export const HOLD_UPGRADES = `with held as materialized (select id from group_upgrade order by id for update)
  select pg_sleep($1) from (select count(*) from held) counted`;

export const databaseFaults: readonly Fault[] = [
  {
    kind: 'database sessions killed',
    run: async ({ cluster: { database } }, random) => {
      const sessions = await database.rows<{ pid: number; name: string }>(
        `select pid, application_name as name from pg_stat_activity where application_name like 'assent%' order by pid`,
      );
      const some = random.shuffled(sessions).slice(0, random.between(...KILLED));
      await database.rows('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [
        some.map(({ pid }) => pid),
      ]);
      return `${some.length} of ${sessions.length}`;
    },
  },
  {
    kind: 'database restarted, fast',
    run: async ({ cluster: { database } }) => {
      await database.restart('SIGINT');
      return 'the database';
    },
  },
  {
    kind: 'database restarted, immediate',
    run: async ({ cluster: { database } }) => {
      await database.restart('SIGQUIT');
      return 'the database';
    },
  },
  {
    kind: 'upgrades locked by somebody',
    run: async ({ cluster: { database } }, random) => {
      const milliseconds = random.between(...HELD_MS);
      await database.rows(HOLD_UPGRADES, [milliseconds / 1_000]);
      return `for ${milliseconds} ms`;
    },
  },
];
