import { storableText } from '#kernel/text.js';
import type { Sql } from '#platform/db/sql.js';
import { saveProgress } from '../data/operations.js';
import { OperationCancelled, type OperationRow, ROW_TEXT_MAX } from '../domain/operation.js';

/** How work tells where it stands. Cheap to call for every row: what is told is written in batches. */
export interface Progress {
  /** What is being done now: upper case, for programs, for instance READING. */
  phase(name: string): void;
  /** How many items there are, once it is known. */
  total(count: number): void;
  /** Counts items that are done. */
  advance(counts: { readonly succeeded?: number; readonly failed?: number }): void;
  /** Reports what became of a row of the input. Counts nothing. */
  row(row: OperationRow): void;
  /** Settles when all that was told is written. To be awaited now and then where rows come faster than that. */
  flush(): Promise<void>;
  /** Throws OperationCancelled once the operation is asked to stop. To be called between steps. */
  throwIfCancelled(): void;
}

const TICK_MS = 200;
const ROWS_A_WRITE = 500;
/** Without news it writes all the same each so many ticks: a sign of life, and a look for a wish to cancel. */
const IDLE_TICKS = 5;

/**
 * Writes progress through one connection of its own, so that others read it while the work's transaction is open.
 * A failed write shows at the next `flush` or `throwIfCancelled`.
 */
export class ProgressWriter implements Progress {
  private state: { phase: string | undefined; total: number | undefined; succeeded: number; failed: number } =
    {
      phase: undefined,
      total: undefined,
      succeeded: 0,
      failed: 0,
    };
  private rows: OperationRow[] = [];
  private nextSequence = 1;
  private changed = false;
  private cancelled = false;
  private broken: { readonly error: unknown } | undefined;
  private writing: Promise<void> | undefined;
  private idleTicks = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly sql: Sql,
    private readonly operationId: string,
    private readonly written: () => void,
  ) {
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  phase(name: string): void {
    this.state.phase = name;
    this.changed = true;
  }

  total(count: number): void {
    this.state.total = count;
    this.changed = true;
  }

  advance({ succeeded = 0, failed = 0 }: { readonly succeeded?: number; readonly failed?: number }): void {
    this.state.succeeded += succeeded;
    this.state.failed += failed;
    this.changed = true;
  }

  row(row: OperationRow): void {
    this.rows.push(storable(row));
    this.changed = true;
    if (this.rows.length >= ROWS_A_WRITE) void this.write();
  }

  async flush(): Promise<void> {
    while (this.changed && !this.broken) await this.write();
    await this.writing;
    if (this.broken) throw this.broken.error;
  }

  throwIfCancelled(): void {
    if (this.broken) throw this.broken.error;
    if (this.cancelled) throw new OperationCancelled();
  }

  /** Writes what is left and stops. Throws what a write has failed with. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private tick(): void {
    this.idleTicks = this.changed ? 0 : this.idleTicks + 1;
    if (!this.changed && this.idleTicks < IDLE_TICKS) return;
    this.idleTicks = 0;
    void this.write();
  }

  /** One write at a time: who asks while one is under way waits for that one. Never rejects. */
  private write(): Promise<void> {
    this.writing ??= this.writeOnce()
      .catch((error: unknown) => {
        this.broken ??= { error };
      })
      .finally(() => {
        this.writing = undefined;
      });
    return this.writing;
  }

  private async writeOnce(): Promise<void> {
    const news = this.changed;
    const rows = this.rows.splice(0, ROWS_A_WRITE);
    this.changed = this.rows.length > 0;
    const first = this.nextSequence;
    this.nextSequence += rows.length;
    this.cancelled = await saveProgress(this.sql, this.operationId, { ...this.state }, rows, first);
    if (news) this.written();
  }
}

function storable(row: OperationRow): OperationRow {
  const { outcome, line, code } = row;
  return { outcome, line, code, field: cut(row.field), value: cut(row.value), reference: cut(row.reference) };
}

function cut(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, ROW_TEXT_MAX)).text;
}
