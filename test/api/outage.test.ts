import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverBehindProxy, type ServerBehindProxy } from '../support/behind-proxy.js';
import { RawSocket } from '../support/raw-socket.js';
import type { TestServer } from '../support/server.js';
import type { DatabaseProxy } from '../support/tcp-proxy.js';
import { changeRegistration, company, newMobile } from '../support/world.js';

/** How long the database is away, and how fast an answer must come while it is. In milliseconds. */
const OUTAGE_MS = 10_000;
const FAST_MS = 3_000;
const PROGRESS = 'subscription ($id: ID!) { registrationProgress(id: $id) { version } }';

let behind: ServerBehindProxy;
let proxy: DatabaseProxy;
let server: TestServer;
beforeAll(async () => {
  behind = await serverBehindProxy();
  ({ proxy, server } = behind);
});
afterAll(async () => behind[Symbol.asyncDispose]());

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  return { value: await work(), ms: performance.now() - started };
}

const readiness = async (): Promise<{ status: number; checks: unknown }> => {
  const response = await fetch(`${server.api.url}/readyz`);
  return { status: response.status, checks: ((await response.json()) as { checks: unknown }).checks };
};

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 15_000; !(await look()); await setImmediate()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
  }
}

test('the database gone for ten seconds: answers fail fast and retryable, the process lives, everything resumes', async () => {
  const api = await server.signIn(newMobile());
  const { id } = await changeRegistration(api, 'createRegistration', { ...company });
  const live = await RawSocket.connect(server.api.url, api.token);
  live.subscribe('live', PROGRESS, { id });
  expect(await live.nextFor('live')).toMatchObject({
    payload: { data: { registrationProgress: { version: 1 } } },
  });

  const gone = performance.now();
  await proxy.cut();
  const slowest = { ms: 0 };
  while (performance.now() - gone < OUTAGE_MS) {
    const { value: answers, ms } = await timed(() =>
      Promise.all([
        ...Array.from({ length: 30 }, () => api.send('{ viewer { mobile } }')),
        server.api.send('mutation { requestSignInCode(input: {mobile: "+8619811110000"}) { maskedMobile } }'),
      ]),
    );
    slowest.ms = Math.max(slowest.ms, ms);
    for (const { errors } of answers) {
      expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }]);
    }
  }
  expect(slowest.ms).toBeLessThan(FAST_MS);
  expect((await fetch(`${server.api.url}/livez`)).status).toBe(200);
  expect(await readiness()).toMatchObject({ status: 503, checks: { database: 'unreachable' } });
  const late = await RawSocket.open(server.api.url);
  late.init(api.token);
  expect((await late.closed).code).toBe(1013);

  await proxy.restore();
  await until('the API answers', async () => (await api.send('{ viewer { mobile } }')).errors.length === 0);
  await until('the server is ready and hints flow', async () => {
    const { status, checks } = await readiness();
    return status === 200 && (checks as { hints: string }).hints === 'ok';
  });
  await changeRegistration(api, 'updateRegistration', { registrationId: id, shortName: '远洋' });
  expect(await live.nextFor('live')).toMatchObject({
    payload: { data: { registrationProgress: { version: 2 } } },
  });
  await live.close();
  // The code is sent by a job.
  const { value: signedIn, ms } = await timed(() => server.signIn(newMobile()));
  expect(await signedIn.succeed('{ viewer { isReviewer } }')).toEqual({ viewer: { isReviewer: false } });
  expect(ms).toBeLessThan(FAST_MS);
});

test('a job that runs while the database goes and comes holds up no later one', async () => {
  const sent: string[] = [];
  const gate = Promise.withResolvers<void>();
  const sender = {
    async send({ mobile }: { mobile: string }) {
      sent.push(mobile);
      if (sent.length === 1) await gate.promise;
    },
  };
  await using behindOwn = await serverBehindProxy({ overrides: { sender } });
  const { proxy: way, server: other } = behindOwn;
  const request = (mobile: string): Promise<unknown> =>
    other.api.succeed(
      'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile } }',
      {
        input: { mobile },
      },
    );
  const [first, second] = [newMobile(), newMobile()];
  await request(first);
  await until('the first code is being sent', async () => sent.includes(first));
  await way.cut();
  gate.resolve();
  await way.restore();
  await until(
    'the API answers',
    async () => (await other.api.send('{ viewer { mobile } }')).errors.length === 0,
  );
  await request(second);
  await until('the second code is sent', async () => sent.includes(second));
  expect(sent).toContain(second);
});
