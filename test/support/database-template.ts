import pg from 'pg';
import type { Connection } from '#platform/db/database.js';

let clones = 0;

async function administer(connection: Connection, statement: string): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of its own for one test file, cloned from the migrated template that `global-setup.mjs` made. */
export async function cloneTemplate(): Promise<Connection> {
  const text = process.env['ASSENT_TEST_CONNECTION'];
  if (!text) throw new Error('run the api tests through jest, which starts PostgreSQL first');
  const connection = JSON.parse(text) as Connection;
  clones += 1;
  const database = `assent_${process.pid}_${clones}_${Date.now().toString(36)}`;
  await administer(connection, `create database ${database} template assent_template`);
  return { ...connection, database };
}

export async function dropDatabase(connection: Connection): Promise<void> {
  await administer(connection, `drop database if exists ${connection.database} with (force)`);
}
