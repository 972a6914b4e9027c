import { Migrator } from '@mikro-orm/migrations';
import type { Database } from './database.js';

/** The advisory lock that serializes migrating nodes. An arbitrary constant, the same in every release. */
const LOCK = 7_236_001;

/** Brings the schema to the newest version. Nodes that start together wait for each other. Returns what ran. */
export async function migrateUp(database: Database): Promise<string[]> {
  return underLock(database, async () => {
    const done = await new Migrator(database.orm.em).up();
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

export async function hasPendingMigrations(database: Database): Promise<boolean> {
  return (await new Migrator(database.orm.em).getPending()).length > 0;
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
