import type { Sql } from '#platform/db/sql.js';
import { type Outcome, storeOutcomes } from '../data/sending.js';

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
      await storeOutcomes(this.sql, batch);
    }
  }
}
