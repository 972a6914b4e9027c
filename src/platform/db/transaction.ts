import type { EntityManager } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { type Queryable, type Sql, sqlOver } from './sql.js';
import { statementNameOf } from './statement-name.js';

/** One transaction: statements by hand and entities, on the same connection. */
export interface Transaction extends Sql {
  readonly em: EntityManager;
  /** Writes what has become of entities, for statements by hand to see. Costs nothing where there are none. */
  flush(): Promise<void>;
}

/** How the connections of a pool are used. */
export interface TransactionKind {
  readonly pool: pg.Pool;
  /**
   * For what runs again and again and finds all its rows by keys: its statements are planned once on a connection
   * and not each time, through the indexes, which is right for any parameters and however tables have grown. The
   * pool's connections are pipelined: statements that are asked for together are sent together, and done in order.
   */
  readonly keyed: boolean;
}

const KEYED = 'begin; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off';

/**
 * Commits what `work` did, entities flushed, or nothing if it throws. The connection goes back to the pool whatever
 * happens; one on which not even the rollback works is closed.
 */
export async function inTransaction<T>(
  { pool, keyed }: TransactionKind,
  entities: () => EntityManager,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(keyed ? KEYED : 'begin');
    if (!keyed) await begun;
    const sql = sqlOver(keyed ? prepared(client) : client);
    const tx = transactionOver(sql, () => boundTo(client, entities()));
    const [result] = await Promise.all([work(tx), begun]);
    await tx.flush();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The same transaction with entities of its own, so that those of `tx` know nothing of what becomes of them. */
export function withOwnEntities(tx: Transaction): Transaction {
  return transactionOver(tx, () => tx.em.fork({ keepTransactionContext: true }));
}

/** Entities cost their set-up only where there are any. */
function transactionOver(sql: Sql, entities: () => EntityManager): Transaction {
  let manager: EntityManager | undefined;
  return {
    ...sql,
    get em() {
      manager ??= entities();
      return manager;
    },
    async flush() {
      await manager?.flush();
    },
  };
}

/** Has a client keep each statement that has parameters. */
function prepared(client: pg.PoolClient): Queryable {
  return {
    query: (text, values = []) =>
      values.length === 0 ? client.query(text) : client.query({ name: statementNameOf(text), text, values }),
  };
}

/** Entities whose statements go to this client alone. It is in a transaction already, and given back elsewhere. */
function boundTo(client: pg.PoolClient, em: EntityManager): EntityManager {
  const lease = {
    query: client.query.bind(client),
    release: (): void => undefined,
  };
  const pool = { connect: async () => lease, end: async (): Promise<void> => undefined, options: {} };
  em.setTransactionContext(new Kysely<object>({ dialect: new PostgresDialect({ pool }) }));
  return em;
}
