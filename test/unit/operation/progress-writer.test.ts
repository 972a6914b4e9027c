import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { OperationCancelled, type RowOutcome } from '#modules/operation/domain/operation.js';
import { ProgressWriter } from '#modules/operation/use-cases/progress-writer.js';
import type { Sql } from '#platform/db/sql.js';

interface Write {
  readonly phase: string | null;
  readonly total: number | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly rows: readonly { outcome: RowOutcome; line?: number; value?: string }[];
  readonly firstSequence: number;
}

/** Keeps what is written. Writes wait as long as `hold` is set, and fail with `error`. */
class FakeSql implements Sql {
  readonly writes: Write[] = [];
  cancelRequested = false;
  error: Error | undefined;
  hold: Promise<void> | undefined;
  atOnce = 0;
  mostAtOnce = 0;

  async row<Row extends object>(_text: string, params: readonly unknown[] = []): Promise<Row | undefined> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await this.hold;
    this.atOnce -= 1;
    if (this.error) throw this.error;
    const [, phase, total, succeeded, failed, rows, firstSequence] = params as [
      string,
      string | null,
      number | null,
      number,
      number,
      string,
      number,
    ];
    this.writes.push({
      phase,
      total,
      succeeded,
      failed,
      rows: JSON.parse(rows) as Write['rows'],
      firstSequence,
    });
    return { cancelRequested: this.cancelRequested } as Row;
  }

  rows(): Promise<never> {
    throw new Error('unused');
  }

  run(): Promise<never> {
    throw new Error('unused');
  }
}

describe('progress', () => {
  let sql: FakeSql;
  let writer: ProgressWriter;
  let told: number;
  beforeEach(() => {
    jest.useFakeTimers();
    sql = new FakeSql();
    told = 0;
    writer = new ProgressWriter(sql, 'an id', () => (told += 1));
  });
  afterEach(async () => {
    sql.error = undefined;
    await writer.close().catch(() => undefined);
    jest.useRealTimers();
  });

  test('ten thousand steps within a fifth of a second are one write with their sum', async () => {
    writer.phase('READING');
    writer.total(20_000);
    for (let step = 0; step < 10_000; step++)
      writer.advance(step % 10 === 0 ? { failed: 1 } : { succeeded: 1 });
    expect(sql.writes).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);
    expect(sql.writes).toEqual([
      { phase: 'READING', total: 20_000, succeeded: 9_000, failed: 1_000, rows: [], firstSequence: 1 },
    ]);
    expect(told).toBe(1);
  });

  test('the five-hundredth row is written without waiting for the clock', async () => {
    for (let line = 1; line < 500; line++) writer.row({ outcome: 'CREATED', line });
    expect(sql.atOnce).toBe(0);
    writer.row({ outcome: 'CREATED', line: 500 });
    await jest.advanceTimersByTimeAsync(0);
    expect(sql.writes.map(({ rows }) => rows.length)).toEqual([500]);
  });

  test('rows that come faster than they are written go out 500 at a time, in order, numbered without a gap', async () => {
    for (let line = 1; line <= 1_700; line++) writer.row({ outcome: 'UPDATED', line });
    await writer.flush();
    expect(sql.writes.map(({ rows, firstSequence }) => [firstSequence, rows.length])).toEqual([
      [1, 500],
      [501, 500],
      [1_001, 500],
      [1_501, 200],
    ]);
    const lines = sql.writes.flatMap(({ rows }) => rows.map(({ line }) => line));
    expect(lines).toEqual(Array.from({ length: 1_700 }, (_, index) => index + 1));
  });

  test('never are two writes under way at once, and what comes during one is in the next', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    sql.hold = promise;
    writer.advance({ succeeded: 1 });
    const first = writer.flush();
    writer.advance({ succeeded: 1 });
    const second = writer.flush();
    await jest.advanceTimersByTimeAsync(1_000);
    resolve();
    await Promise.all([first, second]);
    expect(sql.mostAtOnce).toBe(1);
    expect(sql.writes.map(({ succeeded }) => succeeded)).toEqual([1, 2]);
  });

  test('without news it gives a sign of life once a second, and wakes nobody', async () => {
    await jest.advanceTimersByTimeAsync(3_000);
    expect(sql.writes).toHaveLength(3);
    expect(told).toBe(0);
  });

  test('a wish to cancel is heard within a second by work that reports nothing', async () => {
    sql.cancelRequested = true;
    expect(() => writer.throwIfCancelled()).not.toThrow();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(() => writer.throwIfCancelled()).toThrow(OperationCancelled);
  });

  test('a write that fails between two steps ends the work at its next step, and nothing is written any more', async () => {
    sql.error = new Error('the connection is gone');
    writer.advance({ succeeded: 1 });
    await jest.advanceTimersByTimeAsync(200);
    expect(() => writer.throwIfCancelled()).toThrow('the connection is gone');
    await expect(writer.flush()).rejects.toThrow('the connection is gone');
  });

  test('after it was closed it writes nothing more', async () => {
    writer.advance({ succeeded: 1 });
    await writer.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(sql.writes).toHaveLength(1);
  });

  test('a value is cut to 200 characters, and never in the middle of one', async () => {
    writer.row({ outcome: 'FAILED', line: 1, value: `${'a'.repeat(199)}😀` });
    writer.row({ outcome: 'FAILED', line: 2, value: 'a\0b' });
    await writer.flush();
    expect(sql.writes[0]?.rows.map(({ value }) => value)).toEqual([`${'a'.repeat(199)}\uFFFD`, 'a\uFFFDb']);
  });
});
