import { setTimeout as delay } from 'node:timers/promises';
import { isTransient, isUnavailable } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { type Outcome, storeOutcomes } from '../data/sending.js';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/** Stores outcomes as they come: while some are being stored the next collect, so that none waits for a slow neighbour. */
export class OutcomeWriter {
  private waiting: Outcome[] = [];
  private writing: Promise<void> | undefined;

  constructor(private readonly sql: Sql) {}

  /** Resolves when it is stored. */
  async add(outcome: Outcome): Promise<void> {
    this.waiting.push(outcome);
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.store(batch);
    }
  }

  /** What was sent must not be forgotten, or it is sent again: a database that is away for a moment is waited for. */
  private async store(batch: readonly Outcome[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await storeOutcomes(this.sql, batch);
      } catch (error) {
        if (attempt === ATTEMPTS || !(isTransient(error) || isUnavailable(error))) throw error;
        await delay(PAUSE_MS, undefined, { ref: false });
      }
    }
  }
}
