import { type EntityManager, type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { MIGRATION_TABLE, migrationsFromFiles } from './migration-files.js';
import { PooledClient } from './pooled-client.js';
import { openReadConnection } from './read-connection.js';
import { SilentConnections } from './silent-connections.js';
import { type Sql, sqlOver } from './sql.js';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl?: boolean;
}

/** One transaction: statements by hand and entities, on the same connection. */
export interface Transaction extends Sql {
  readonly em: EntityManager;
}

export interface Database extends Sql {
  readonly orm: MikroORM;
  /** For statements without an effect, outside of transactions: those that are short share one connection. */
  readonly reads: Sql;
  /** The pool of the process. For COPY, cursors and named statements; release what you take. */
  readonly pool: pg.Pool;
  /** Commits what `work` did, entities flushed, or nothing if it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long a caller waits while others have all connections of the pool. */
const FREE_CONNECTION_MS = 5_000;
/** A transaction in which its client does nothing for so long is one that a client was lost from; its locks go. */
const IDLE_IN_TRANSACTION_MS = 30_000;
const TIMESTAMPTZ = 1184;
const INT8 = 20;

function typeParsers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text));
  types.setTypeParser(INT8, Number);
  return types;
}

export async function openDatabase(options: {
  connection: Connection;
  entities: readonly EntitySchema[];
  poolSize: number;
  log: Logger;
}): Promise<Database> {
  const { host, port, user, password, database, ssl } = options.connection;
  const orm = await MikroORM.init({
    entities: [...options.entities],
    host,
    port,
    user,
    password,
    dbName: database,
    pool: { max: options.poolSize },
    driverOptions: {
      application_name: 'assent',
      Client: PooledClient,
      connectionTimeoutMillis: FREE_CONNECTION_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      types: typeParsers(),
      ...(ssl ? { ssl: true } : {}),
    },
    logger: (message) => options.log.debug(message),
    migrations: {
      tableName: MIGRATION_TABLE,
      migrationsList: migrationsFromFiles(),
      snapshot: false,
      allOrNothing: true,
    },
    discovery: { warnWhenNoEntities: false },
  });
  const pool = await orm.em.getConnection().getNativeClient();
  // Without a listener the loss of an idle connection would end the process; the next caller gets a new one.
  let closing = false;
  pool.on('error', (error) =>
    options.log[closing ? 'debug' : 'warn']({ err: error }, 'an idle database connection was lost'),
  );
  const client = { host, port, user, password, database, ...(ssl ? { ssl: true } : {}) };
  const silent = new SilentConnections(pool, client, options.log);
  const reads = openReadConnection({
    client: { ...client, types: typeParsers() },
    pool,
    log: options.log,
  });
  return {
    ...sqlOver(pool),
    reads: sqlOver(reads),
    orm,
    pool,
    transaction: (work) => inTransaction(orm.em.fork(), work),
    close: async () => {
      closing = true;
      await silent.stop();
      await reads.close();
      await orm.close(true);
      silent.cutOff();
    },
  };
}

/**
 * Kysely's own callback form: it gives the connection back whatever happens. MikroORM's `em.begin()` never does when
 * the rollback fails, as it must on a dead connection, and the pool would lose one place each time.
 */
async function inTransaction<T>(em: EntityManager, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = em.getConnection().getClient<object>();
  return client.transaction().execute(async (transaction) => {
    em.setTransactionContext(transaction);
    const result = await work(transactionOver(em));
    await em.flush();
    return result;
  });
}

function transactionOver(em: EntityManager): Transaction {
  const context = em.getTransactionContext();
  if (!context) throw new Error('no transaction has begun');
  const query = async (
    text: string,
    params: unknown[] = [],
  ): Promise<{ rows: unknown[]; rowCount: number }> => {
    const result = await context.executeQuery(CompiledQuery.raw(text, params));
    return { rows: result.rows, rowCount: Number(result.numAffectedRows ?? result.rows.length) };
  };
  return { ...sqlOver({ query }), em };
}
