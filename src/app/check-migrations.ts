/**
 * Runs the migrations on an empty PostgreSQL of its own: all up, the newest down and up, all down, all up. Each way
 * up must end with the same schema and the way down with nothing, and the entities must fit the tables. Those after the
 * baseline, one by one, must take nothing from code that knows only the schema before. Says what it did; exits 1 when
 * something is not so.
 */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { catalogChanges, catalogOf } from '#platform/db/catalog.js';
import { type Database, openDatabase } from '#platform/db/database.js';
import { messageOf } from '#platform/db/embedded/embedded-error.js';
import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import { entityProblems } from '#platform/db/entity-columns.js';
import { contractions, shapeOf } from '#platform/db/expansion.js';
import { migrateDown, migrateUp } from '#platform/db/migrate.js';
import { MIGRATION_TABLE, migrationsAfterBaseline } from '#platform/db/migration-files.js';
import { migrateJobs } from '#platform/jobs/jobs.js';
import { entities } from './modules.js';

const log = pino({ level: 'silent' });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function check(database: Database): Promise<string[]> {
  const catalog = (): Promise<string[]> => catalogOf(database, MIGRATION_TABLE);
  const step = async (
    what: string,
    run: () => Promise<string[]>,
    expected: readonly string[],
  ): Promise<string[]> => {
    const names = await run().catch((error: unknown) => {
      throw new Error(`${what}: ${messageOf(error)}`);
    });
    const problems = catalogChanges(expected, await catalog());
    say(`${what}: ${names.join(', ') || 'nothing to do'}`);
    return problems.map((line) => `${what}: ${line}`);
  };
  await migrateJobs(database.pool, log);
  const empty = await catalog();
  const { baseline, later } = migrationsAfterBaseline();
  say(`up from empty: ${(await migrateUp(database, baseline)).join(', ')}`);
  const taken: string[] = [];
  for (const { name, contracts } of later) {
    const before = await shapeOf(database);
    await migrateUp(database, name);
    const found = contractions(before, await shapeOf(database));
    say(`${name}: ${found.length === 0 ? 'only adds' : `takes away, for ${contracts ?? 'no reason'}`}`);
    if (contracts === undefined) taken.push(...found.map((what) => `${name}: ${what}`));
  }
  const full = await catalog();
  const beforeNewest = async (): Promise<string[]> => {
    const down = await migrateDown(database, 'previous');
    return [
      ...down.map((name) => `${name} down`),
      ...(await migrateUp(database)).map((name) => `${name} up`),
    ];
  };
  const problems = [
    ...taken,
    ...(await entityProblems(database)),
    ...(await step('newest down and up', beforeNewest, full)),
    ...(await step('all down', () => migrateDown(database, 'empty'), empty)),
    ...(await step('all up again', () => migrateUp(database), full)),
  ];
  say(`${full.length} database objects, ${entities.length} entities, ${problems.length} problems`);
  return problems;
}

const folder = await mkdtemp(join(tmpdir(), 'assent-migrations-'));
const postgres = await startEmbeddedPostgres({
  dataDir: join(folder, 'postgres'),
  settings: { fsync: 'off' },
});
try {
  const database = await openDatabase({ connection: postgres.connection, entities, poolSize: 4, log });
  const problems = await check(database).catch((error: unknown) => [messageOf(error)]);
  await database.close();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
