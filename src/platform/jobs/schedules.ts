import type { Pool } from 'pg';
import type { Logger } from 'pino';

/** A task that is done again and again: once in each minute or hour of the database, by whichever node. */
export interface Schedule {
  readonly task: string;
  readonly every: 'minute' | 'hour';
}

/** So often each node sees to it that the next time is in the queue. */
const LOOK_MS = 15_000;

/** One job of each waits, for the next full minute or hour. One that is late or has failed is not put off. */
const ENQUEUE = `
  select graphile_worker.add_job(
    task,
    run_at := date_trunc(every, clock_timestamp()) + ('1 ' || every)::interval,
    job_key := 'schedule:' || task,
    job_key_mode := 'preserve_run_at')
  from unnest($1::text[], $2::text[]) as schedule (task, every)`;

/**
 * Enqueues what is done again and again, by the database's clock. graphile-worker's own crontab goes by the clock of the
 * node: one that is an hour ahead would put everything off by an hour, for all nodes.
 */
export class Schedules {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly schedules: readonly Schedule[],
    private readonly log: Logger,
  ) {}

  /** Looks now and then every 15 s. Failures are for the next look, or another node's. */
  start(): void {
    this.looking = this.pool
      .query(ENQUEUE, [this.schedules.map(({ task }) => task), this.schedules.map(({ every }) => every)])
      .catch((error: unknown) => this.log.debug({ err: error }, 'nothing was scheduled'));
    this.timer = setTimeout(() => this.start(), LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.looking;
  }
}
