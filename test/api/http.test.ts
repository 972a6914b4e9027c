import { Agent, request as httpRequest } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '#platform/telemetry/logger.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { RawSocket } from '../support/raw-socket.js';
import { newMobile } from '../support/world.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const PREFLIGHTED = { 'apollo-require-preflight': 'true' };

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly codes: unknown[];
}

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.api.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, codes: codesIn(text) };
}

function codesIn(text: string): unknown[] {
  if (!text.startsWith('{')) return [];
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: unknown } }[] };
  return errors.map((error) => error.extensions.code);
}

const post = (body: string, headers: Record<string, string> = JSON_TYPE): Promise<Answer> =>
  send('/graphql', { method: 'POST', headers, body });
const get = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  send(`/graphql?${new URLSearchParams(parameters).toString()}`, { headers });

describe('a body', () => {
  test('of 20 MB is refused with 413, and the connection takes the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const big = JSON.stringify({ query: '{ __typename }', variables: { padding: 'x'.repeat(20_000_000) } });
    expect(await overAgent(agent, big)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(await overAgent(agent, '{"query":"{ __typename }"}')).toMatchObject({ status: 200 });
    agent.destroy();
  });

  test('of 20 MB that comes in chunks of unknown number is refused too', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await overAgent(agent, `{"query":"${'x'.repeat(20_000_000)}"}`, 'chunked')).toMatchObject({
      status: 413,
    });
    agent.destroy();
    expect((await post('{"query":"{ __typename }"}')).status).toBe(200);
  });

  test.each([
    '{"query":',
    'query { viewer { mobile } }',
    '"text"',
    '[]',
    'null',
    '{}',
    '{"query":1}',
    '{"query":"{ __typename }","variables":7}',
  ])('that is %s is told to be a bad request, not an error of ours', async (body) => {
    const { status, codes } = await post(body);
    expect(status).toBe(400);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
  });

  test('that is a batch of operations is refused', async () => {
    expect((await post('[{"query":"{ __typename }"},{"query":"{ __typename }"}]')).status).toBe(400);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of type %s, which a foreign page could send without asking, does nothing',
    async (type) => {
      const before = server.codes.size;
      const body =
        '{"query":"mutation { requestSignInCode(input: {mobile: \\"+8619811112222\\"}) { maskedMobile } }"}';
      const { status } = await post(body, { 'content-type': type });
      expect([400, 415]).toContain(status);
      expect(server.codes.size).toBe(before);
    },
  );
});

/** One POST over this agent. Answers also when the server does so before it has read everything. */
function overAgent(
  agent: Agent,
  body: string,
  encoding?: 'chunked',
): Promise<{ status: number | undefined; code: unknown }> {
  return new Promise((resolve, reject) => {
    const length = encoding
      ? { 'transfer-encoding': encoding }
      : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(`${server.api.url}/graphql`, {
      method: 'POST',
      agent,
      headers: { ...JSON_TYPE, ...length },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode, code: codesIn(text)[0] }));
    });
    request.end(body);
  });
}

describe('GET', () => {
  test('answers a query that a page of ours may send, and none that any page could', async () => {
    expect((await get({ query: '{ __typename }' }, PREFLIGHTED)).text).toBe(
      '{"data":{"__typename":"Query"}}\n',
    );
    expect((await get({ query: '{ __typename }' })).status).toBe(400);
  });

  test('never runs a mutation', async () => {
    const { status, headers } = await get(
      { query: 'mutation { signOut(input: {}) { userErrors { code } } }' },
      PREFLIGHTED,
    );
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
  });

  test('is bounded as POST is', async () => {
    const aliases = Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ');
    expect((await get({ query: `{ ${aliases} }` }, PREFLIGHTED)).codes).toEqual(['QUERY_TOO_COMPLEX']);
  });
});

describe('a request id', () => {
  test('is echoed when it is harmless, and is in the errors', async () => {
    const { headers, text } = await post('{"query":"{ nothing }"}', {
      ...JSON_TYPE,
      'x-request-id': 'mine-1',
    });
    expect(headers.get('x-request-id')).toBe('mine-1');
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { requestId: 'mine-1' } }] });
  });

  test.each(['has spaces', 'x'.repeat(65), '"quoted"'])('is replaced when it is %s', async (id) => {
    const { headers } = await post('{"query":"{ __typename }"}', { ...JSON_TYPE, 'x-request-id': id });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('for those who run it', () => {
  test('/livez and /readyz answer 200, and say what was checked', async () => {
    expect((await send('/livez')).status).toBe(200);
    const { status, text } = await send('/readyz');
    expect({ status, body: JSON.parse(text) }).toEqual({
      status: 200,
      body: { status: 'ok', checks: { database: 'ok', migrations: 'ok', hints: 'ok' } },
    });
  });

  test('/readyz answers 503 while a migration is pending', async () => {
    await server.app.database.run(`update migration set name = 'x' || name where name = '0001_foundation'`);
    const { status, text } = await send('/readyz');
    await server.app.database.run(
      `update migration set name = substr(name, 2) where name = 'x0001_foundation'`,
    );
    expect({ status, body: JSON.parse(text) }).toMatchObject({
      status: 503,
      body: { checks: { migrations: 'pending' } },
    });
  });

  test('/metrics counts requests by route and status, sockets and database connections', async () => {
    await post('{"query":"{ __typename }"}');
    const socket = await RawSocket.connect(server.api.url);
    const { text, headers } = await send('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(
      /^http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} \d+$/m,
    );
    expect(text).toMatch(/^assent_sockets_open 1$/m);
    expect(text).toMatch(/^assent_database_connections \d+$/m);
    await socket.close();
  });

  test('an unknown path is 404, whatever it is', async () => {
    expect((await send('/nothing/here')).status).toBe(404);
    expect((await send('/%c0%ae%c0%ae/etc/passwd')).status).toBeLessThan(500);
  });
});

describe('the explorer', () => {
  const page = (headers: Record<string, string> = {}): Promise<Answer> =>
    send('/graphql', { headers: { accept: 'text/html', ...headers } });

  test('is a page at the address of the API, for browsers', async () => {
    const { status, headers, text } = await page();
    expect({ status, type: headers.get('content-type'), vary: headers.get('vary') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      vary: 'accept',
    });
    expect(text).toContain('<div id="explorer">');
  });

  test('loads only what this server serves, and may load nothing else', async () => {
    const { headers, text } = await page();
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(loaded.filter((url) => !/^\/explorer\/|^data:,$/.test(url))).toEqual([]);
    for (const path of loaded.filter((url) => url.startsWith('/'))) {
      const asset = await send(path);
      expect({ path, status: asset.status, type: asset.headers.get('content-type') }).toMatchObject({
        status: 200,
        type: path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      });
    }
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('is not there when it is off, nor is any other page', async () => {
    await using hidden = await startServer({ env: { EXPLORER: 'false' } });
    const response = await fetch(`${hidden.api.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect((await fetch(`${hidden.api.url}/explorer/graphiql.js`)).status).toBe(404);
  });
});

test('no secret is ever logged: not a code or its hash, not a token, not a password, at the most talkative level', async () => {
  const stream = new PassThrough();
  let logged = '';
  stream.on('data', (chunk) => (logged += String(chunk)));
  await using talkative = await startServer({ log: createLogger('trace', false, stream) });
  const api = await talkative.signIn(newMobile());
  const mobile = newMobile();
  const code = { input: { mobile, code: '000000' } };
  await api.succeed(
    'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile } }',
    { input: { mobile } },
  );
  await api.succeed(
    'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }',
    code,
  );
  await api.send('mutation ($input: SignInInput!) { signIn(input: $input) { nothing } }', code);
  const socket = await RawSocket.connect(talkative.api.url, api.token);
  await socket.run('{ viewer { mobile } }');
  await socket.close();
  const hashes = await talkative.app.database.rows<{ hex: string; base64: string }>(
    `select encode(code_hash, 'hex') as hex, encode(code_hash, 'base64') as base64 from sign_in_code`,
  );
  const secrets = [
    TOKEN_SECRET,
    talkative.connection.password,
    api.token ?? '',
    ...talkative.codes.values(),
    ...hashes.flatMap(({ hex, base64 }) => [hex, base64]),
  ];
  await talkative.stop();
  expect(logged).toContain('"msg":"request"');
  expect(secrets.length).toBeGreaterThan(6);
  expect(secrets.filter((secret) => secret === '' || logged.includes(secret))).toEqual([]);
});
