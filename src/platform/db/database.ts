import { type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Logger } from 'pino';
import { MIGRATION_TABLE, migrationsFromFiles } from './migration-files.js';
import { PooledClient } from './pooled-client.js';
import { openReadConnection } from './read-connection.js';
import { SharedLoads } from './shared-loads.js';
import { SilentConnections } from './silent-connections.js';
import { type Sql, sqlOver } from './sql.js';
import { inTransaction, type Transaction } from './transaction.js';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl?: boolean;
}

export interface Database extends Sql {
  readonly orm: MikroORM;
  /** For statements without an effect, outside of transactions: those that are short share one connection. */
  readonly reads: Sql;
  /** Rows by key, over the same connection, for all who ask at the same time. */
  readonly loads: SharedLoads;
  /** The pool of the process. For COPY, cursors and named statements; release what you take. */
  readonly pool: pg.Pool;
  /** Commits what `work` did, entities flushed, or nothing if it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The same for batches, on connections of their own that are made for what runs again and again by keys. */
  batch<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
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

/** One for the batch that is committed, and some for what waits for others. */
const BATCHES_MAX = 6;

export async function openDatabase(options: {
  connection: Connection;
  entities: readonly EntitySchema[];
  poolSize: number;
  log: Logger;
}): Promise<Database> {
  const { ssl = false, ...connection } = options.connection;
  const { host, port, user, password, database } = connection;
  const reached = { ...connection, keepAlive: true, types: typeParsers(), ...(ssl ? { ssl } : {}) };
  const pooled = {
    ...reached,
    Client: PooledClient,
    connectionTimeoutMillis: FREE_CONNECTION_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  };
  const orm = await MikroORM.init({
    entities: [...options.entities],
    host,
    port,
    user,
    password,
    dbName: database,
    pool: { max: options.poolSize },
    driverOptions: { ...pooled, application_name: 'assent' },
    logger: (message) => options.log.debug(message),
    migrations: {
      tableName: MIGRATION_TABLE,
      migrationsList: migrationsFromFiles(),
      snapshot: false,
      allOrNothing: true,
    },
    discovery: { warnWhenNoEntities: false },
  });
  let closing = false;
  // Without a listener the loss of an idle connection would end the process; the next caller gets a new one.
  const hear = (pool: pg.Pool): pg.Pool =>
    pool.on('error', (error) =>
      options.log[closing ? 'debug' : 'warn']({ err: error }, 'an idle database connection was lost'),
    );
  const pool = hear(await orm.em.getConnection().getNativeClient());
  const batches = hear(
    new pg.Pool({
      ...pooled,
      max: BATCHES_MAX,
      pipeline: true,
      application_name: 'assent-batches',
    }),
  );
  // Whoever has a statement under way is told by that.
  batches.on('connect', (client) => client.on('error', () => undefined));
  const silent = [pool, batches].map((one) => new SilentConnections(one, reached, options.log));
  const own = openReadConnection({ client: reached, pool, log: options.log });
  const reads = sqlOver(own);
  return {
    ...sqlOver(pool),
    reads,
    loads: new SharedLoads(reads),
    orm,
    pool,
    transaction: (work) => inTransaction({ pool, keyed: false }, () => orm.em.fork(), work),
    batch: (work) => inTransaction({ pool: batches, keyed: true }, () => orm.em.fork(), work),
    close: async () => {
      closing = true;
      await own.close();
      // A pool waits for whoever has a connection of it, also for an answer that will never come.
      await batches.end();
      await orm.close(true);
      await Promise.all(silent.map((one) => one.stop()));
    },
  };
}
