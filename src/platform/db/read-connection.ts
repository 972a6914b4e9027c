import { Socket } from 'node:net';
import pg from 'pg';
import type { Logger } from 'pino';
import { leave } from './leave.js';
import { CONNECT_MS } from './pooled-client.js';
import type { Queryable } from './sql.js';
import { statementNameOf } from './statement-name.js';

/** A statement travels with others once it was answered so often, each time within `SHORT_MS`. */
const TRIALS = 5;
const SHORT_MS = 20;
/** A statement that holds up the others for longer than this is broken off, and run again by itself. */
const HELD_UP_MS = 500;
/** When nothing has come for so long, nobody is there: the connection is given up. */
const SILENT_MS = 2_000;
const RECONNECT_MS = 1_000;

interface Known {
  readonly name: string;
  trials: number;
}

export interface ReadConnection extends Queryable {
  close(): Promise<void>;
}

/**
 * Reads over one connection of their own, on which statements are prepared and sent without waiting for the answers
 * to those before. That saves a place in the pool, a turn of the loop and most of the system calls for each of them;
 * but a slow one would hold up all behind it. So a statement has to earn it, by being answered fast from the pool,
 * and has to earn it again after it was slow. Whatever goes wrong here is run again from the pool, which is right
 * because what reads has no effect.
 */
export function openReadConnection(options: {
  /** How to reach the database, and how its values are read. */
  client: pg.ClientConfig;
  pool: pg.Pool;
  log: Logger;
}): ReadConnection {
  const { pool, log } = options;
  const statements = new Map<string, Known>();
  let client: { readonly next: pg.Client; readonly socket: Socket } | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closing = false;

  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const next = new pg.Client({
      ...options.client,
      stream: () => socket,
      pipeline: true,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: HELD_UP_MS,
      query_timeout: SILENT_MS,
      application_name: 'assent-reads',
    });
    next.on('error', () => undefined);
    try {
      await next.connect();
      // Short means by keys: there is one way to plan that, and planning takes longer than reading.
      await next.query('set plan_cache_mode = force_generic_plan');
    } catch (error) {
      log.debug({ err: error }, 'the connection for reads failed');
      await leave(next);
      return again();
    }
    client = { next, socket };
    next.once('end', () => {
      client = undefined;
      again();
    });
  };
  const again = (): void => {
    if (!closing) retry = setTimeout(open, RECONNECT_MS).unref();
  };

  let opening = Promise.resolve();
  const open = (): void => {
    opening = connect();
  };
  open();

  const knownOf = (text: string): Known | undefined => {
    const known = statements.get(text);
    if (known) return known;
    const name = statementNameOf(text);
    if (name === undefined) return undefined;
    const added = { name, trials: 0 };
    statements.set(text, added);
    return added;
  };

  return {
    async query(text, params = []) {
      const known = knownOf(text);
      if (!known) return pool.query(text, params);
      if (client && known.trials >= TRIALS) {
        try {
          gather(client.socket);
          return await client.next.query({ name: known.name, text, values: params });
        } catch {
          known.trials = 0;
        }
      }
      const other = await pool.connect();
      try {
        // How long others had all connections says nothing of the statement.
        const started = performance.now();
        const result = await other.query(text, [...params]);
        known.trials = performance.now() - started > SHORT_MS ? 0 : known.trials + 1;
        return result;
      } finally {
        other.release();
      }
    },
    async close() {
      closing = true;
      clearTimeout(retry);
      await opening;
      if (client) await leave(client.next);
    },
  };
}

/** What is sent in one turn of the loop, whoever asked for it, leaves in one system call. */
function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
