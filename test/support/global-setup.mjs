import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
// Jest runs this file outside of its own module system: these are the compiled modules.
import { entities } from '#app/modules.js';
import { openDatabase } from '#platform/db/database.js';
import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import { migrateUp } from '#platform/db/migrate.js';
import { migrateJobs } from '#platform/jobs/jobs.js';

/**
 * Nothing here needs to survive a crash of the machine, so the server does not wait for the disk. And tables are small:
 * to look for the best order of eight joins takes ten times as long as to join them.
 */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  join_collapse_limit: '6',
  max_connections: '300',
};

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), 'assent-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: SETTINGS });
  globalThis.stopTestPostgres = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  process.env.ASSENT_TEST_CONNECTION = JSON.stringify(postgres.connection);
  await createTemplate({ ...postgres.connection, database: 'assent_template' });
}

async function createTemplate(connection) {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  await client.query(`create database ${connection.database}`);
  await client.end();
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ connection, entities, poolSize: 4, log });
  await migrateJobs(database.pool, log);
  await migrateUp(database);
  await database.close();
}
