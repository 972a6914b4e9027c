import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { isUnavailable } from '../db/pg-errors.js';

/** graphile-worker's names of the statements that end a job: `complete_job/…`, `fail_job/…`, and those of queues. */
const ENDS_A_JOB = /^(complete|fail)_jobs?(_q)?\//;
const PAUSE_MS = 500;
/** What a statement that was given up answers; the runner does not look at it. The job will run again. */
const NOTHING: QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * The pool as the job runner needs it. graphile-worker 0.18 does not wait for the statement that ends a job: where it
 * fails the rejection is nobody's, and all jobs stop. So these statements, which may be repeated, last until the
 * database is back; everything else fails as it does. `settled` resolves when none is under way; after `giveUp` they
 * are not repeated any more.
 */
export function lastingPool(pool: Pool): { pool: Pool; settled(): Promise<void>; giveUp(): void } {
  const ending = new Set<Promise<unknown>>();
  let lasting = true;

  const repeat = async (query: QueryConfig): Promise<QueryResult> => {
    for (;;) {
      try {
        return await pool.query(query);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if (!lasting) return NOTHING;
        await delay(PAUSE_MS, undefined, { ref: false });
      }
    }
  };
  const last = (query: QueryConfig): Promise<QueryResult> => {
    const result = repeat(query);
    const done = result.catch(() => undefined).finally(() => ending.delete(done));
    ending.add(done);
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
    async settled() {
      await Promise.all(ending);
    },
    giveUp() {
      lasting = false;
    },
  };
}

type Connect = (callback?: (...args: unknown[]) => void) => unknown;

/** `connect` of a pool: with a callback as it is, else a client that connects when its first statement comes. */
function connectTo(pool: Pool, last: (query: QueryConfig) => Promise<QueryResult>): Connect {
  return (callback) => {
    if (callback) return pool.connect(callback as Parameters<Pool['connect']>[0]);
    let client: Promise<PoolClient> | undefined;
    return Promise.resolve({
      query: async (query: QueryConfig | string, values?: unknown[]) => {
        if (typeof query === 'object' && ENDS_A_JOB.test(query.name ?? '')) return last(query);
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
