import { Migrator } from '@mikro-orm/migrations';
import type { Database } from './database.js';
import { MIGRATION_TABLE, migrationsFromFiles } from './migration-files.js';
import type { Sql } from './sql.js';

/** The advisory lock that serializes migrating nodes. An arbitrary constant, the same in every release. */
const LOCK = 7_236_001;

/** Brings the schema to the newest version, or to `to`. Nodes that start together wait for each other. Returns what ran. */
export async function migrateUp(database: Database, to?: string): Promise<string[]> {
  return underLock(database, async () => {
    const done = await new Migrator(database.orm.em).up(to === undefined ? undefined : { to });
    return done.map((migration) => migration.name);
  });
}

/** Takes back the newest migration, or everything down to an empty schema. Returns what ran. */
export async function migrateDown(database: Database, to: 'previous' | 'empty'): Promise<string[]> {
  return underLock(database, async () => {
    const done = await new Migrator(database.orm.em).down(to === 'empty' ? { to: 0 } : undefined);
    return done.map((migration) => migration.name);
  });
}

/** Whether this release has migrations that the database has not seen. */
export async function hasPendingMigrations(sql: Sql): Promise<boolean> {
  const done = await sql.rows<{ name: string }>(`select name from ${MIGRATION_TABLE}`);
  const names = new Set(done.map(({ name }) => name));
  return migrationsFromFiles().some(({ name }) => !names.has(name));
}

async function underLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    client.release();
  }
}
