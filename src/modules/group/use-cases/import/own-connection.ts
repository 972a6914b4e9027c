import type { PoolClient } from 'pg';
import type { Database } from '#platform/db/database.js';
import { isTransient } from '#platform/db/pg-errors.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';

/**
 * Gives an import a connection of its own, for its temporary tables. The connection is closed afterwards, and these go
 * with it, also where a COPY or a transaction was cut off in the middle.
 */
export async function onOwnConnection<T>(
  database: Database,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    return await work(client);
  } finally {
    client.off('error', ignore);
    client.release(true);
  }
}

const ATTEMPTS = 4;

/**
 * A transaction on a connection that is closed if `work` throws. What fell victim to a deadlock is done again: it had no
 * effect.
 */
export async function inTransaction<T>(client: PoolClient, work: (tx: Sql) => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    await client.query('begin');
    try {
      const result = await work(sqlOver(client));
      await client.query('commit');
      return result;
    } catch (error) {
      if (!isTransient(error) || count === ATTEMPTS) throw error;
      await client.query('rollback');
    }
  }
}
