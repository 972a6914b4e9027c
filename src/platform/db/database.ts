import { type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Logger } from 'pino';
import { MIGRATION_TABLE, migrationsFromFiles } from './migration-files.js';
import { openReadConnection } from './read-connection.js';
import { SharedLoads } from './shared-loads.js';
import { type Sql, sqlOver } from './sql.js';
import { inTransaction, type Transaction, type TransactionOptions } from './transaction.js';

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
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
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
      connectionTimeoutMillis: 2_000,
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
  const connection = openReadConnection({
    client: { host, port, user, password, database, types: typeParsers(), ...(ssl ? { ssl: true } : {}) },
    pool,
    log: options.log,
  });
  const reads = sqlOver(connection);
  return {
    ...sqlOver(pool),
    reads,
    loads: new SharedLoads(reads),
    orm,
    pool,
    transaction: (work, transactionOptions = {}) =>
      inTransaction(pool, () => orm.em.fork(), work, transactionOptions),
    close: async () => {
      closing = true;
      await connection.close();
      await orm.close(true);
    },
  };
}
