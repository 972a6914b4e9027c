import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { eventually } from '../support/eventually.js';
import { groupWorld } from '../support/group-world.js';
import { RawSocket } from '../support/raw-socket.js';
import { startNode, startServer, type TestNode, type TestServer } from '../support/server.js';
import { answer, cutOver, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

const EVENTS = `subscription ($id: ID!, $after: String) { groupUpgradeEvents(id: $id, after: $after) {
  cursor sequence type toState } }`;
const PROGRESS = `subscription ($id: ID!) { groupUpgradeProgress(id: $id) { state accepted pending included } }`;
const SIGN_OUT = 'mutation { signOut(input: {}) { userErrors { code } } }';
const REQUEST_CODE =
  'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { userErrors { code } } }';

interface Event {
  readonly groupUpgradeEvents: {
    readonly cursor: string;
    readonly sequence: number;
    readonly type: string;
    readonly toState: string | null;
  };
}
interface Progress {
  readonly groupUpgradeProgress: Readonly<Record<string, unknown>>;
}

/** A server of hints at which nobody listens. */
const NO_HINTS = { HINTS_URL: 'redis://127.0.0.1:9' };

const checksOf = async (url: string): Promise<unknown> => (await fetch(`${url}/readyz`)).json();

describe.each([
  ['that hear each other', {}, 'ok'],
  ['without any hints between them, which find out by looking', NO_HINTS, 'polling'],
])('two nodes %s', (_, env, hints) => {
  let one: TestServer;
  let other: TestNode;
  beforeAll(async () => {
    one = await startServer({ env });
    other = await startNode(one, { env });
    await eventually('both have found out about hints', async () => {
      const both = await Promise.all([checksOf(one.api.url), checksOf(other.app.url)]);
      return both.every((told) => (told as { checks: { hints: string } }).checks.hints === hints);
    });
  });
  afterAll(async () => {
    await other[Symbol.asyncDispose]();
    await one.stop();
  });

  test('show what is answered at one to who watches at the other, to the end', async () => {
    const world = await groupWorld(one, ['ACTIVATED']);
    const id = await start(world);
    const events = other.at(world.admin).subscribe<Event>(EVENTS, { id });
    const progress = other.at(world.admin).subscribe<Progress>(PROGRESS, { id });
    expect((await progress.next())?.groupUpgradeProgress).toMatchObject({ pending: 2 });
    for (const { mobile } of world.people) await answer(one, mobile, 'acceptInvitation');
    await progress.until(({ groupUpgradeProgress }) => groupUpgradeProgress['accepted'] === 2);
    await cutOver(world.admin, id);
    const seen = (await events.all()).map(({ groupUpgradeEvents }) => groupUpgradeEvents);
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_event, place) => place + 1));
    expect(seen.at(-1)).toMatchObject({ type: 'UPGRADE_COMPLETED' });
    expect((await progress.all()).at(-1)?.groupUpgradeProgress).toMatchObject({
      state: 'COMPLETED',
      included: 2,
    });
    await Promise.all([events.close(), progress.close()]);
  });

  test('let who was cut off at one go on at the other, after the last cursor', async () => {
    const world = await groupWorld(one, ['ACTIVATED']);
    const id = await start(world);
    const first = other.at(world.admin).subscribe<Event>(EVENTS, { id });
    const { cursor, sequence } = (await first.next())?.groupUpgradeEvents ?? { cursor: '', sequence: 0 };
    await first.close();
    for (const { mobile } of world.people) await answer(one, mobile, 'declineInvitation');
    const second = world.admin.subscribe<Event>(EVENTS, { id, after: cursor });
    expect((await second.next())?.groupUpgradeEvents).toMatchObject({ sequence: sequence + 1 });
    await second.until(({ groupUpgradeEvents: { toState } }) => toState === 'DECLINED');
    await second.close();
  });

  test('forget at the one a session that has ended at the other', async () => {
    const api = await one.signIn(newMobile());
    const bystander = await one.signIn(newMobile());
    const there = other.at(api);
    expect(await there.succeed('{ viewer { isReviewer } }')).toEqual({ viewer: { isReviewer: false } });
    await api.succeed(SIGN_OUT);
    await eventually('the other node has forgotten the session', async () =>
      (await there.errorCodes('{ viewer { isReviewer } }')).includes('UNAUTHENTICATED'),
    );
    expect(await other.at(bystander).errorCodes('{ viewer { isReviewer } }')).toEqual([]);
  });
});

test('a socket at one node is closed with 4403 when its session is signed out at another', async () => {
  await using one = await startServer();
  await using other = await startNode(one);
  const api = await one.signIn(newMobile());
  const socket = await RawSocket.connect(other.app.url, api.token);
  await eventually('hints are heard', async () =>
    JSON.stringify(await checksOf(other.app.url)).includes('"hints":"ok"'),
  );
  await api.succeed(SIGN_OUT);
  expect((await socket.closed).code).toBe(4403);
});

test('a socket is closed with 4403 soon after its session has ended, also where the hint of that was lost', async () => {
  await using server = await startServer();
  const [ended, open] = [await server.signIn(newMobile()), await server.signIn(newMobile())];
  const sockets = [
    await RawSocket.connect(server.api.url, ended.token),
    await RawSocket.connect(server.api.url, open.token),
  ] as const;
  const { sid } = decodeJwt<{ sid: string }>(ended.token ?? '');
  await server.app.database.run(
    `update session set ended_at = assent_now(), end_reason = 'SIGNED_OUT' where id = $1`,
    [sid],
  );
  expect((await sockets[0].closed).code).toBe(4403);
  expect((await sockets[1].run('{ viewer { isReviewer } }')).errors).toEqual([]);
  await sockets[1].close();
});

test('a job is done once, whichever of the nodes takes it, and what is scheduled waits once', async () => {
  const sent: string[] = [];
  const overrides = { sender: { send: async ({ mobile }: { mobile: string }) => void sent.push(mobile) } };
  await using one = await startServer({ overrides });
  await using other = await startNode(one, { overrides });
  const mobiles = Array.from({ length: 40 }, newMobile);
  await Promise.all(
    mobiles.map((mobile, place) =>
      (place % 2 === 0 ? one.api : other.at(one.api)).succeed(REQUEST_CODE, { input: { mobile } }),
    ),
  );
  await eventually('no code waits to be sent', async () => {
    const jobs = `select 1 from graphile_worker.jobs where task_identifier = 'identity.send-code'`;
    return (await one.app.database.rows(jobs)).length === 0;
  });
  expect(sent.toSorted()).toEqual(mobiles.toSorted());
  const scheduled = await one.app.database.rows<{ key: string; soon: boolean }>(
    `select key, run_at between now() and now() + interval '1 hour' as soon from graphile_worker.jobs
     where key like 'schedule:%' order by key`,
  );
  expect(scheduled).toEqual(
    [
      'delivery:send-due',
      'group:index-histories',
      'operation:remove-expired-uploads',
      'operation:resume',
      'overview:tend-streams',
    ].map((task) => ({ key: `schedule:${task}`, soon: true })),
  );
});
