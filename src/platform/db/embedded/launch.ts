import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

import type { Account } from '#platform/db/embedded/account.js';
import { asWorkingDirectory } from '#platform/db/embedded/cluster.js';
import { codeOf, EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';
import { clearTheWay, lostRace, ownerSetting, saysReady } from '#platform/db/embedded/postmaster.js';
import { emptySocketDirectory } from '#platform/db/embedded/socket-directory.js';
import { supervise, type Supervised } from '#platform/db/embedded/supervise.js';

/** What a client needs. `host` is the directory of the socket, as libpq and `pg` take it. */
export type Connection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
};

export type LaunchOptions = {
  readonly postgres: string;
  readonly cluster: string;
  readonly account: Account | undefined;
  readonly connection: Connection;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
};

const POLL_MS = 15;
/** Backends of a killed PostgreSQL have not noticed yet; another start is just creating its pid file. */
const PASSING = /pre-existing shared memory block|lock file "postmaster.pid" is empty/;
/** How long what passes may take to, in ms. */
const LEFTOVERS_MS = 10_000;

/**
 * Starts PostgreSQL on data that exists and resolves when it takes queries, which after a crash may need as long as
 * recovery does. Rejects when it ends before that, or when `stopping` aborts.
 */
export async function launchPostgres(
  options: LaunchOptions,
  stopping: AbortSignal,
  which: 'first' | 'again',
): Promise<Supervised> {
  const { cluster, connection } = options;
  const deadline = Date.now() + LEFTOVERS_MS;
  for (;;) {
    await clearTheWay(cluster, which);
    await emptySocketDirectory(connection.host);
    const lines = await attempt(options, stopping);
    if (typeof lines !== 'string') return lines;
    if (lines.includes('lock file "postmaster.pid" already exists')) throw await lostRace(cluster);
    if (!PASSING.test(lines) || stopping.aborted || Date.now() > deadline) {
      throw new EmbeddedPostgresError('START_FAILED', `PostgreSQL did not start:\n${lines}`);
    }
    await delay(POLL_MS * 10);
  }
}

/** The running server, or its last words. */
async function attempt(options: LaunchOptions, stopping: AbortSignal): Promise<Supervised | string> {
  const { postgres, cluster, account, connection, settings, log } = options;
  const choices = Object.entries({ ...DEFAULTS, ...settings, ...(await imposed(connection)) });
  const command = [
    postgres,
    '-D',
    asWorkingDirectory(cluster),
    ...choices.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const server = supervise(command, { cwd: cluster, account, sockets: connection.host, log });
  const release = () => server.release();
  stopping.addEventListener('abort', release, { once: true });
  void server.exited.then(() => stopping.removeEventListener('abort', release));
  if (stopping.aborted) release();
  try {
    return (await becomesReady(server, options)) ? server : await server.lastLines();
  } catch (error) {
    release();
    await server.exited;
    throw error;
  }
}

/**
 * Chosen for one application on one machine, durable as PostgreSQL's own defaults are. Errors of statements go to
 * the client, who knows what to say about them; the log keeps what concerns the server, and so no personal data.
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  max_connections: '100',
  listen_addresses: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

/** What settings cannot change, because the launcher relies on it. */
async function imposed({ host, port }: Connection): Promise<Record<string, string>> {
  return {
    port: String(port),
    unix_socket_directories: `"${host.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    logging_collector: 'off',
    ...(await ownerSetting()),
  };
}

/**
 * Waits until PostgreSQL says so in its pid file (asking it sooner would fill the log with refusals), then makes sure
 * of the database. False if the server ended instead.
 */
async function becomesReady(server: Supervised, { cluster, connection }: LaunchOptions): Promise<boolean> {
  const ended = server.exited.then(() => 'ended' as const);
  for (;;) {
    if ((await saysReady(cluster)) && (await ensureDatabase(connection))) return true;
    if ((await Promise.race([delay(POLL_MS), ended])) === 'ended') return false;
  }
}

/** False if PostgreSQL cannot be reached. */
async function ensureDatabase(connection: Connection): Promise<boolean> {
  const options = { ...connection, database: 'postgres', ssl: false, connectionTimeoutMillis: 5_000 };
  const client = new Client(options);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [connection.database]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(connection.database)}`);
    }
    return true;
  } catch (error) {
    if (isLasting(codeOf(error))) throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** An SQLSTATE (five characters, none begins with E), but for "not now" (57) and "too many clients" (53300). */
function isLasting(code: string | undefined): boolean {
  return code?.length === 5 && !/^(E|57|53300)/.test(code);
}
