import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  OperationFailure,
  type OperationParts,
  operationTopic,
  type Progress,
  runOperation,
  startOperation,
} from '#modules/operation/public.js';
import { OperationCancelled } from '#modules/operation/domain/operation.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import { createHub } from '#platform/events/hub.js';
import { type Bridge, startBridge } from '#platform/events/bridge.js';
import { pgHints } from '#platform/events/pg-channel.js';
import { globalId, parseGlobalId } from '#platform/graphql/relay.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import type { Api } from '../support/api.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, upload, type World } from '../support/world.js';

const FIELDS = `id kind state phase done total succeeded failed ratePerSecond cancelRequested failureCode failureMessage
  startedAt finishedAt result { id }`;
const READ = `query ($id: ID!) { operation(id: $id) { ${FIELDS} } }`;
const WATCH = `subscription ($id: ID!) { operationProgress(id: $id) { state phase done total cancelRequested } }`;
const CANCEL = `mutation ($input: CancelOperationInput!) {
  cancelOperation(input: $input) { operation { state cancelRequested } userErrors { code field } }
}`;
const ROWS = `query ($id: ID!, $first: Int!, $after: String, $outcome: OperationRowOutcome) { operation(id: $id) {
  rows(first: $first, after: $after, outcome: $outcome) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { line outcome code field value reference } }
  } } }`;

type Rows = {
  operation: {
    rows: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: { line: number; outcome: string } }[];
    };
  };
};
type Watched = {
  operationProgress: { state: string; phase: string | null; done: number; cancelRequested: boolean };
};

describe('operations', () => {
  let server: TestServer;
  let world: World;
  let personId: string;
  /** Another node: it shares nothing with the server but the database. */
  let node: OperationParts & { readonly bridge: Bridge };
  let runner: Runner;

  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
    personId = (await world.admin.succeed<{ viewer: { personId: string } }>('{ viewer { personId } }')).viewer
      .personId;
    const { database } = server.app;
    const hub = createHub();
    const log = pino({ level: 'silent' });
    node = {
      database,
      hub,
      log,
      bridge: startBridge({ hub, log, open: pgHints({ connection: server.connection, sql: database, log }) }),
    };
    const nobody = (): Promise<never> => Promise.reject(new Error('nobody asks here'));
    const authority = authorityOver({}, nobody, nobody);
    runner = new Runner({ database, hub, authority, reactions: [], audit: async () => undefined });
  });
  afterAll(async () => {
    await node.bridge.stop();
    await server.stop();
  });

  const local = (id: string): string => parseGlobalId(id)?.id ?? '';

  /** Queues an operation whose job no server knows: the tests run it themselves. Returns its UUID. */
  const queue = (payload: object = {}): Promise<string> =>
    runner.perform('test', (context) =>
      startOperation(context, {
        kind: 'TEST',
        organizationId: local(world.organizationId),
        personId,
        job: 'test.unknown',
        payload,
      }),
    );

  const idOf = (uuid: string): { id: string } => ({ id: globalId('Operation', uuid) });

  async function read(uuid: string): Promise<Record<string, unknown>> {
    return (await world.admin.succeed<{ operation: Record<string, unknown> }>(READ, idOf(uuid))).operation;
  }

  const cancel = (uuid: string, api: Api = world.admin): Promise<Record<string, unknown>> =>
    api.succeed(CANCEL, { input: { operationId: idOf(uuid).id } });

  /** Works on until it is cancelled. */
  async function endless(progress: Progress): Promise<never> {
    for (;;) {
      progress.advance({ succeeded: 1 });
      await progress.flush();
      progress.throwIfCancelled();
    }
  }

  test('numbers and rows can be read while the work is still in its transaction', async () => {
    const uuid = await queue();
    await runOperation(node, uuid, (progress) =>
      node.database.transaction(async (tx) => {
        await tx.run('select 1');
        progress.phase('READING');
        progress.total(3);
        progress.row({ outcome: 'CREATED', line: 2, reference: 'zhang' });
        progress.row({ outcome: 'FAILED', line: 3, code: 'BAD_MOBILE', field: '手机号', value: '12\u00003' });
        progress.advance({ succeeded: 1, failed: 1 });
        await progress.flush();
        expect(await read(uuid)).toMatchObject({
          state: 'RUNNING',
          phase: 'READING',
          done: 2,
          total: 3,
          succeeded: 1,
          failed: 1,
          finishedAt: null,
        });
        const { operation } = await world.admin.succeed<Rows>(ROWS, { ...idOf(uuid), first: 10 });
        expect(operation.rows.edges.map((edge) => edge.node)).toEqual([
          { line: 2, outcome: 'CREATED', code: null, field: null, value: null, reference: 'zhang' },
          {
            line: 3,
            outcome: 'FAILED',
            code: 'BAD_MOBILE',
            field: '手机号',
            value: '12\uFFFD3',
            reference: null,
          },
        ]);
        return { resultType: 'Organization', resultId: local(world.organizationId) };
      }),
    );
    expect(await read(uuid)).toMatchObject({
      state: 'SUCCEEDED',
      result: { id: world.organizationId },
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
      ratePerSecond: expect.any(Number),
    });
  });

  test('two thousand rows come in pages, in their order, all of them or those of one outcome', async () => {
    const uuid = await queue();
    await runOperation(node, uuid, async (progress) => {
      for (let line = 1; line <= 2_000; line++)
        progress.row({ outcome: line % 5 === 0 ? 'FAILED' : 'UNCHANGED', line });
      return {};
    });
    for (const [outcome, lines] of [
      [null, Array.from({ length: 2_000 }, (_, index) => index + 1)],
      ['FAILED', Array.from({ length: 400 }, (_, index) => (index + 1) * 5)],
    ] as const) {
      const seen: number[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: Rows = await world.admin.succeed<Rows>(ROWS, {
          ...idOf(uuid),
          first: 100,
          after,
          outcome,
        });
        const { totalCount, edges, pageInfo } = page.operation.rows;
        expect(totalCount).toBe(lines.length);
        seen.push(...edges.map((edge) => edge.node.line));
        after = pageInfo.endCursor;
        more = pageInfo.hasNextPage;
      }
      expect(seen).toEqual(lines);
    }
  });

  test('a subscriber sees where it stands at once, then the work of another node, and completes with its end', async () => {
    const uuid = await queue();
    const watching = world.admin.subscribe<Watched>(WATCH, idOf(uuid));
    expect((await watching.next())?.operationProgress).toMatchObject({ state: 'QUEUED', done: 0 });
    await runOperation(node, uuid, async (progress) => {
      progress.phase('WRITING');
      progress.advance({ succeeded: 7 });
      await progress.flush();
      await watching.until(({ operationProgress: seen }) => seen.phase === 'WRITING' && seen.done === 7);
      return {};
    });
    expect((await watching.all()).at(-1)?.operationProgress).toMatchObject({ state: 'SUCCEEDED', done: 7 });
    await watching.close();
  });

  test('one that runs stops at its next step when it is cancelled, and what it did is undone', async () => {
    const uuid = await queue();
    const watching = world.admin.subscribe<Watched>(WATCH, idOf(uuid));
    const running = runOperation(node, uuid, (progress) =>
      node.database.transaction(async (tx) => {
        await tx.run('insert into person (id, mobile) values ($1, $2)', [uuid, newMobile()]);
        return endless(progress);
      }),
    );
    await watching.until(({ operationProgress: seen }) => seen.state === 'RUNNING');
    expect(await cancel(uuid)).toMatchObject({
      cancelOperation: { operation: { cancelRequested: true }, userErrors: [] },
    });
    await running;
    expect((await watching.all()).at(-1)?.operationProgress).toMatchObject({
      state: 'CANCELLED',
      cancelRequested: true,
    });
    await watching.close();
    expect(await node.database.row('select 1 from person where id = $1', [uuid])).toBeUndefined();
  });

  test('one that is queued is cancelled at once and never runs', async () => {
    const uuid = await queue();
    expect(await cancel(uuid)).toMatchObject({ cancelOperation: { operation: { state: 'CANCELLED' } } });
    await runOperation(node, uuid, () => Promise.reject(new Error('it ran')));
    expect(await read(uuid)).toMatchObject({ state: 'CANCELLED', failureCode: null });
  });

  test('one that has ended cannot be cancelled', async () => {
    const uuid = await queue();
    await runOperation(node, uuid, async () => ({}));
    expect(await cancel(uuid)).toMatchObject({
      cancelOperation: { operation: null, userErrors: [{ code: 'ILLEGAL_STATE', field: ['operationId'] }] },
    });
  });

  test('an expected failure is told with its code, and what was reported before stays', async () => {
    const uuid = await queue();
    await runOperation(node, uuid, async (progress) => {
      progress.row({ outcome: 'FAILED', line: 1, code: 'BAD_HEADER' });
      throw new OperationFailure('COLUMN_MISSING', 'The column 手机号 is missing.');
    });
    expect(await read(uuid)).toMatchObject({
      state: 'FAILED',
      failureCode: 'COLUMN_MISSING',
      failureMessage: 'The column 手机号 is missing.',
      result: null,
    });
    const { operation } = await world.admin.succeed<Rows>(ROWS, { ...idOf(uuid), first: 10 });
    expect(operation.rows.totalCount).toBe(1);
  });

  test('an unexpected failure is masked', async () => {
    const uuid = await queue();
    await runOperation(node, uuid, () => Promise.reject(new Error('select secret from member')));
    const failed = await read(uuid);
    expect(failed).toMatchObject({ state: 'FAILED', failureCode: 'INTERNAL' });
    expect(failed['failureMessage']).not.toContain('secret');
  });

  describe('the file of one', () => {
    /** A file of an import that was taken by an operation. */
    async function taken(): Promise<{ uuid: string; file: string }> {
      const id = await upload(world.admin, {
        purpose: 'GROUP_MOBILES',
        fileName: 'mobiles.csv',
        body: 'platformId,mobile',
      });
      const uploadId = local(id);
      await node.database.run(
        `update upload set taken_at = assent_now(), expires_at = assent_now() + interval '7 days' where id = $1`,
        [uploadId],
      );
      return { uuid: await queue({ uploadId }), file: uploadId };
    }
    /** Whether it is there, and longer than a day. */
    const isLeft = async (file: string): Promise<[there: boolean, long: boolean]> => {
      const row = await node.database.row<{ long: boolean }>(
        `select expires_at > assent_now() + interval '1 day' as long from upload where id = $1`,
        [file],
      );
      return [row !== undefined, row?.long ?? false];
    };
    const fails = (error: Error) => async (): Promise<never> => {
      throw error;
    };

    test.each([
      ['has succeeded', () => Promise.resolve({})],
      ['has failed for what it holds', fails(new OperationFailure('COLUMN_MISSING', 'A column is missing.'))],
      ['was cancelled', fails(new OperationCancelled())],
    ])('is removed when that %s', async (_how, work) => {
      const { uuid, file } = await taken();
      expect(await isLeft(file)).toEqual([true, true]);
      await runOperation(node, uuid, work);
      expect(await isLeft(file)).toEqual([false, false]);
    });

    test('is removed when that is cancelled before it has begun', async () => {
      const { uuid, file } = await taken();
      await cancel(uuid);
      expect(await isLeft(file)).toEqual([false, false]);
    });

    test('stays a day for another try when the failure was ours', async () => {
      const { uuid, file } = await taken();
      await runOperation(node, uuid, fails(new Error('nobody expected this')));
      expect(await isLeft(file)).toEqual([true, false]);
    });

    test('stays when it was taken again meanwhile, until that has ended', async () => {
      const { uuid, file } = await taken();
      await node.database.run(`update upload set taken_at = assent_now() where id = $1`, [file]);
      const again = await queue({ uploadId: file });
      await runOperation(node, uuid, fails(new OperationFailure('COLUMN_MISSING', 'A column is missing.')));
      expect(await isLeft(file)).toEqual([true, true]);
      await runOperation(node, again, async () => ({}));
      expect(await isLeft(file)).toEqual([false, false]);
    });
  });

  test('an ended one does not run again, and a running one not twice at once', async () => {
    const uuid = await queue();
    let runs = 0;
    await runOperation(node, uuid, async () => {
      runs += 1;
      await runOperation(node, uuid, async () => {
        runs += 1;
        return {};
      });
      return {};
    });
    await runOperation(node, uuid, async () => {
      runs += 1;
      return {};
    });
    expect(runs).toBe(1);
  });

  test('when its connection is lost it stays as it is and starts over, without the rows of the first time', async () => {
    const uuid = await queue();
    const lost = runOperation(node, uuid, async (progress) => {
      progress.row({ outcome: 'CREATED', line: 1 });
      progress.advance({ succeeded: 1 });
      await progress.flush();
      await node.database.run(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return endless(progress);
    });
    expect(isUnavailable(await lost.catch((error: unknown) => error))).toBe(true);
    expect(await read(uuid)).toMatchObject({ state: 'RUNNING', done: 1 });
    await runOperation(node, uuid, async (progress) => {
      progress.row({ outcome: 'UPDATED', line: 1 });
      return {};
    });
    expect(await read(uuid)).toMatchObject({ state: 'SUCCEEDED', done: 0 });
    const { operation } = await world.admin.succeed<Rows>(ROWS, { ...idOf(uuid), first: 10 });
    expect(operation.rows.edges.map((edge) => edge.node.outcome)).toEqual(['UPDATED']);
  });

  test('when the work itself loses the database it has not failed: it is thrown, to be tried again', async () => {
    const uuid = await queue();
    const lost = runOperation(node, uuid, () =>
      node.database.transaction(async (tx) => {
        const own = await tx.row<{ pid: number }>('select pg_backend_pid() as pid');
        await node.database.run('select pg_terminate_backend($1)', [own?.pid]);
        await tx.run('select 1');
        return {};
      }),
    );
    expect(isUnavailable(await lost.catch((error: unknown) => error))).toBe(true);
    expect(await read(uuid)).toMatchObject({ state: 'RUNNING', failureCode: null });
    await runOperation(node, uuid, async () => ({}));
    expect(await read(uuid)).toMatchObject({ state: 'SUCCEEDED' });
  });

  test('one that was interrupted three times is given up', async () => {
    const uuid = await queue();
    await node.database.run(`update operation set state = 'RUNNING', starts = 3 where id = $1`, [uuid]);
    await runOperation(node, uuid, () => Promise.reject(new Error('it ran')));
    expect(await read(uuid)).toMatchObject({ state: 'FAILED', failureCode: 'INTERRUPTED' });
  });

  test('what a dead process has left behind is enqueued again with its payload; what runs is left alone', async () => {
    const [dead, alive] = [await queue({ of: 'dead' }), await queue({ of: 'alive' })];
    await node.database.run('delete from graphile_worker._private_jobs where key = any($1)', [
      [operationTopic(dead), operationTopic(alive)],
    ]);
    const silent = `update operation set state = 'RUNNING', updated_at = assent_now() - interval '31 seconds' where id = $1`;
    await node.database.run(silent, [dead]);
    await runOperation(node, alive, async () => {
      await node.database.run(silent, [alive]);
      await node.database.run(
        `select graphile_worker.add_job('operation:resume', '{}', job_key => 'resume')`,
      );
      while (await node.database.row(`select 1 from graphile_worker.jobs where key = 'resume'`));
      return {};
    });
    const jobs = await node.database.rows(
      'select key, task_identifier as task from graphile_worker.jobs where key = any($1)',
      [[operationTopic(dead), operationTopic(alive)]],
    );
    expect(jobs).toEqual([{ key: operationTopic(dead), task: 'test.unknown' }]);
    await node.database.run(`update operation set state = 'QUEUED' where id = $1`, [dead]);
    await cancel(dead);
  });

  describe('rights', () => {
    const refused = 'NOT_FOUND';

    test('a stranger is told that there is no such operation, by query, node, cancellation and subscription', async () => {
      const uuid = await queue();
      const stranger = await server.signIn(newMobile());
      expect(await stranger.errorCodes(READ, idOf(uuid))).toEqual([refused]);
      expect(await stranger.errorCodes(CANCEL, { input: { operationId: idOf(uuid).id } })).toEqual([refused]);
      expect(await stranger.succeed('query ($id: ID!) { node(id: $id) { id } }', idOf(uuid))).toEqual({
        node: null,
      });
      const watching = stranger.subscribe(WATCH, idOf(uuid));
      await expect(watching.next()).rejects.toThrow(refused);
      await watching.close();
      expect(await read(uuid)).toMatchObject({ state: 'QUEUED' });
    });

    test('an id that is none is not found either', async () => {
      expect(await world.admin.errorCodes(READ, { id: 'T3BlcmF0aW9uOng' })).toEqual([refused]);
      expect(await world.admin.errorCodes(READ, { id: world.organizationId })).toEqual([refused]);
    });

    test('neither another administrator of the organization sees it, nor who asked for it without being one', async () => {
      const other = await organizationWithAdministrator(server);
      const uuid = await queue();
      await node.database.run('update operation set organization_id = $2 where id = $1', [
        uuid,
        local(other.organizationId),
      ]);
      expect(await other.admin.errorCodes(READ, idOf(uuid))).toEqual([refused]);
      expect(await world.admin.errorCodes(READ, idOf(uuid))).toEqual([refused]);
    });

    test('who loses the role while watching is cut off at the next delivery', async () => {
      const former = await organizationWithAdministrator(server);
      const { viewer } = await former.admin.succeed<{ viewer: { personId: string } }>(
        '{ viewer { personId } }',
      );
      const uuid = await queue();
      await node.database.run('update operation set organization_id = $2, requested_by = $3 where id = $1', [
        uuid,
        local(former.organizationId),
        viewer.personId,
      ]);
      const watching = former.admin.subscribe(WATCH, idOf(uuid));
      await watching.next();
      await node.database.run(`update member set roles = '{}' where person_id = $1`, [viewer.personId]);
      node.hub.publish(operationTopic(uuid));
      await expect(watching.next()).rejects.toThrow('FORBIDDEN');
      await watching.close();
    });
  });
});
