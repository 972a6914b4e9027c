import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { Session } from '#modules/identity/data/entities.js';
import type { Transaction } from '#platform/db/transaction.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const settings = (tx: Transaction): Promise<object | undefined> =>
  tx.row(`select current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as scans`);

describe('a batch', () => {
  test('plans for any parameters and through indexes, and leaves the connection as it was', async () => {
    const { database } = server.app;
    expect(await database.batch(settings)).toEqual({
      plans: 'force_generic_plan',
      scans: 'off',
    });
    expect(await database.transaction(settings)).toEqual({ plans: 'auto', scans: 'on' });
  });

  test('has each statement with parameters planned once on a connection', async () => {
    const { database } = server.app;
    const text = 'select $1::int as given, pg_backend_pid() as pid';
    const plansOf = (tx: Transaction): Promise<{ plans: number } | undefined> =>
      tx.row<{ plans: number }>(
        'select sum(generic_plans) as plans from pg_prepared_statements where statement = $1',
        [text],
      );
    const counted = async (tx: Transaction): Promise<number> => {
      const before = (await plansOf(tx))?.plans ?? 0;
      for (const given of [1, 2, 3]) expect(await tx.row(text, [given])).toMatchObject({ given });
      return ((await plansOf(tx))?.plans ?? 0) - before;
    };
    expect(await database.batch(counted)).toBe(3);
    expect(await database.transaction(counted)).toBe(0);
  });
});

describe('a transaction', () => {
  test('has its entities and its statements on one connection, and commits both or neither', async () => {
    const { database } = server.app;
    await server.signIn('+8613800000001');
    const person = await database.row<{ id: string }>('select id from person limit 1');
    const addSession = async (tx: Transaction): Promise<string> => {
      const id = newId();
      const at = new Date();
      tx.em.create(Session, {
        id,
        personId: person?.id ?? '',
        createdAt: at,
        renewedAt: at,
        expiresAt: at,
        generation: 1,
      });
      expect(await tx.row('select 1 as one from session where id = $1', [id])).toBeUndefined();
      await tx.flush();
      expect(await tx.row('select 1 as one from session where id = $1', [id])).toEqual({ one: 1 });
      return id;
    };
    const stored = (id: string): Promise<object | undefined> =>
      database.row('select 1 as one from session where id = $1', [id]);
    expect(await stored(await database.transaction(addSession))).toEqual({ one: 1 });
    const ids: string[] = [];
    const failing = database.transaction(async (tx) => {
      ids.push(await addSession(tx));
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(await stored(ids[0] ?? '')).toBeUndefined();
  });

  test('whose connection was lost gives its place in the pool back', async () => {
    const { database } = server.app;
    const lose = (): Promise<unknown> =>
      database.transaction((tx) => tx.row('select pg_terminate_backend(pg_backend_pid())'));
    // One more than there are places.
    for (let count = 0; count <= database.pool.options.max; count++)
      await expect(lose()).rejects.toThrow('terminating connection');
    expect(await database.transaction((tx) => tx.row('select 1 as one'))).toEqual({ one: 1 });
  });
});
