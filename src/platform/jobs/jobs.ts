import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Logger as WorkerLogger,
  Logger as WorkerLoggerClass,
  run,
  runMigrations,
  type Runner as WorkerRunner,
  type WorkerEvents,
} from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { lastingPool } from './lasting-pool.js';
import { LostJobs } from './lost-jobs.js';
import { type Schedule, Schedules } from './schedules.js';

/** What runs later, by the name it is enqueued under. A job may run more than once: it must be idempotent. */
export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface Jobs {
  /** Stops taking jobs and waits for those that run. Until then a runner that gives up is started again. */
  stop(): Promise<void>;
}

/** Before a runner that gave up is started again. */
const RESTART_MS = 1_000;

export async function migrateJobs(pool: Pool, log: Logger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: workerLogger(log) });
}

export async function startJobs(options: {
  pool: Pool;
  handlers: JobHandlers;
  schedules: readonly Schedule[];
  concurrency: number;
  pollMs: number;
  log: Logger;
}): Promise<Jobs> {
  const { handlers, concurrency, pollMs, log } = options;
  const lasting = lastingPool(options.pool);
  const lost = new LostJobs(options.pool, log);
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => lost.claim(workerPool.id));
  const start = (): Promise<WorkerRunner> =>
    run({
      events,
      pgPool: lasting.pool,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: workerLogger(log),
      taskList: Object.fromEntries(
        Object.entries(handlers).map(([name, handle]) => [name, (payload) => handle(payload)]),
      ),
      parsedCronItems: [],
    });
  const stopping = new AbortController();
  let runner: WorkerRunner | undefined = await start();
  lost.start();
  const schedules = new Schedules(options.pool, options.schedules, log);
  schedules.start();
  const guard = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const why = await runner?.promise.catch((error: unknown) => error);
      runner = undefined;
      if (stopping.signal.aborted) return;
      log.error({ err: why }, 'the job runner ended; starting it again');
      await delay(RESTART_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      runner = await start().catch((error: unknown) => {
        log.warn({ err: error }, 'the job runner does not start');
        return undefined;
      });
    }
    await runner?.stop();
  };
  const guarded = guard();
  return {
    async stop() {
      stopping.abort();
      await schedules.stop();
      await lost.stop();
      await lasting.giveUp();
      await runner
        ?.stop()
        .catch((error: unknown) => log.debug({ err: error }, 'the job runner had ended before'));
      await guarded;
      await lasting.giveUp();
    },
  };
}

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLoggerClass(() => (level, message, meta) => {
    const write = level === 'error' ? log.error : level === 'warning' ? log.warn : log.debug;
    write.call(log, { meta }, message);
  });
}
