import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { isUnavailable } from '../db/pg-errors.js';

/** graphile-worker's names of the statements that take a job and that end one, queues included. */
const OF_A_JOB = /^(get|complete|fail)_job/;
/** Its statements without a name that may be repeated: those that make its tasks known. */
const OF_TASKS = /^(insert into|select) .*_private_tasks/;
const PAUSE_MS = 500;
/** What a statement answers that was given up. The runner is stopping then and takes it for "no job". */
const NOTHING: QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

type Run = (query: QueryConfig) => Promise<QueryResult>;

/**
 * The pool as the job runner needs it. What graphile-worker 0.18 does while the database is away stops all jobs: it
 * does not wait for the statement that ends a job, so that its failure is an unhandled rejection, and it remembers a
 * failed look at its tasks for good. So these statements, which may be repeated, last until the database is back;
 * everything else fails as it does. After `giveUp` each is tried once; it resolves when none is under way.
 */
export function lastingPool(pool: Pool): { pool: Pool; giveUp(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  const stopping = new AbortController();

  const repeat: Run = async (query) => {
    for (;;) {
      try {
        return await pool.query(query);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        await delay(PAUSE_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
        if (stopping.signal.aborted) return NOTHING;
      }
    }
  };
  const last: Run = (query) => {
    const result = repeat(query);
    const done: Promise<unknown> = result.catch(() => undefined).finally(() => running.delete(done));
    running.add(done);
    return result;
  };
  return {
    pool: new Proxy(pool, {
      get(target, property) {
        if (property === 'connect') return connectTo(target, last);
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    async giveUp() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

type Connect = (callback?: Parameters<Pool['connect']>[0]) => unknown;

/** `connect` of a pool: with a callback as it is, else a client that connects when its first statement comes. */
function connectTo(pool: Pool, last: Run): Connect {
  return (callback) => {
    if (callback) return pool.connect(callback);
    let client: Promise<PoolClient> | undefined;
    return Promise.resolve({
      query: async (query: QueryConfig | string, values?: unknown[]) => {
        // Once a client is taken there may be a transaction: all goes to it.
        if (!client && isRepeatable(query)) return last(query);
        client ??= pool.connect();
        return (await client).query(query as string, values);
      },
      release: async () => {
        const taken = await client?.catch(() => undefined);
        taken?.release();
      },
    });
  };
}

function isRepeatable(query: QueryConfig | string): query is QueryConfig {
  return typeof query === 'object' && (OF_A_JOB.test(query.name ?? '') || OF_TASKS.test(query.text));
}
