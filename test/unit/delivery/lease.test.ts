import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Lease } from '#modules/delivery/use-cases/lease.js';
import type { Sql } from '#platform/db/sql.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A database with one delivery that is due, and which can be away. */
function database(): { readonly sql: Sql; away: boolean; renewals: number } {
  const state = { away: false, renewals: 0 };
  const sql = {
    rows: async () => [{ id: 'd', attempts: 1 }],
    run: async () => {
      if (state.away) throw new Error('away');
      state.renewals += 1;
    },
  } as unknown as Sql;
  return Object.assign(state, { sql });
}

const LANE = { channel: 'EMAIL', organizationId: null } as const;

test('a lease holds as long as it is renewed, however long that is', async () => {
  const { sql } = database();
  using lease = await Lease.of(sql, LANE, 10);
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(lease.holds).toBe(true);
});

test('a lease that cannot be renewed holds no more well before others may claim what it was for, until it is again', async () => {
  const state = database();
  using lease = await Lease.of(state.sql, LANE, 10);
  state.away = true;
  await jest.advanceTimersByTimeAsync(59_000);
  expect(lease.holds).toBe(true);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(lease.holds).toBe(false);
  state.away = false;
  await jest.advanceTimersByTimeAsync(15_000);
  expect(lease.holds).toBe(true);
});

test('nothing is renewed any more once it is let go of', async () => {
  const state = database();
  (await Lease.of(state.sql, LANE, 10))[Symbol.dispose]();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(state.renewals).toBe(0);
});
