import { type Logger as WorkerLogger, Logger as WorkerLoggerClass, run, runMigrations, type Runner as WorkerRunner } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

/** What runs later, by the name it is enqueued under. A job may run more than once: it must be idempotent. */
export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface Jobs {
  /** Stops taking jobs and waits for those that run. */
  stop(): Promise<void>;
}

/** A cron line: `minute hour day month weekday task`. */
export interface Schedule {
  readonly task: string;
  readonly cron: string;
}

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
  const { pool, handlers, schedules, concurrency, pollMs, log } = options;
  const runner: WorkerRunner = await run({
    pgPool: pool,
    concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: workerLogger(log),
    taskList: Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, (payload) => handle(payload)])),
    crontab: schedules.map(({ task, cron }) => `${cron} ${task}`).join('\n'),
  });
  // The promise rejects when the worker gives up; its own retries have then failed and the process must say so.
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'job runner stopped'));
  return { stop: () => runner.stop() };
}

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLoggerClass(() => (level, message, meta) => {
    const write = level === 'error' ? log.error : level === 'warning' ? log.warn : log.debug;
    write.call(log, { meta }, message);
  });
}
