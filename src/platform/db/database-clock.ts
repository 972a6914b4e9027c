import type { Logger } from 'pino';
import type { Clock } from '#kernel/clock.js';
import type { Sql } from './sql.js';

/** Between two looks at the database's clock, in ms. */
const LOOK_MS = 30_000;

/**
 * The database's present without asking it each time: what its clock said last, and the time that has passed here since.
 * So all nodes mean the same by "now" when they issue and judge tokens, however wrong the clock of a machine is set.
 */
export class DatabaseClock implements Clock {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly sql: Sql,
    private readonly log: Logger,
    /** The database's time, in ms since 1970, when `performance.now()` was 0. */
    private origin: number,
  ) {}

  static async start(sql: Sql, log: Logger): Promise<DatabaseClock> {
    const clock = new DatabaseClock(sql, log, await originBy(sql));
    clock.again();
    return clock;
  }

  now(): Date {
    return new Date(this.origin + performance.now());
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private again(): void {
    this.timer = setTimeout(() => {
      void this.look().finally(() => this.again());
    }, LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    try {
      this.origin = await originBy(this.sql);
    } catch (error) {
      this.log.debug({ err: error }, "no look at the database's clock; going on by the last one");
    }
  }
}

/** In the middle between asking and hearing. */
async function originBy(sql: Sql): Promise<number> {
  const asked = performance.now();
  const row = await sql.row<{ now: Date }>('select clock_timestamp() as now');
  const heard = performance.now();
  if (!row) throw new Error('clock_timestamp() returned no row');
  return row.now.getTime() - (asked + heard) / 2;
}
