import { type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Logger } from 'pino';
import { MIGRATION_TABLE, migrationsFromFiles } from './migration-files.js';
import { openReadConnection } from './read-connection.js';
import { SharedLoads } from './shared-loads.js';
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
  const how = {
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    types: typeParsers(),
    ...(ssl ? { ssl } : {}),
  };
  const orm = await MikroORM.init({
    entities: [...options.entities],
    host,
    port,
    user,
    password,
    dbName: database,
    pool: { max: options.poolSize },
    driverOptions: { ...how, application_name: 'assent' },
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
      ...connection,
      ...how,
      max: BATCHES_MAX,
      pipeline: true,
      application_name: 'assent-batches',
    }),
  );
  // Whoever has a statement under way is told by that.
  batches.on('connect', (client) => client.on('error', () => undefined));
  const own = openReadConnection({ client: { ...connection, ...how }, pool, log: options.log });
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
      await batches.end();
      await orm.close(true);
    },
  };
}
