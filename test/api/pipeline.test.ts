import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { SignJWT, UnsecuredJWT } from 'jose';
import { newId } from '#kernel/ids.js';
import type { Api } from '../support/api.js';
import { RawSocket } from '../support/raw-socket.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { codesOf, transports } from '../support/transports.js';
import { newMobile } from '../support/world.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  TOKEN_SECRET,
  CODE_WEBHOOK_URL: 'http://127.0.0.1:9/never-called',
  CODE_WEBHOOK_SECRET: 'a secret of the gateway',
};
const REQUEST_CODE =
  'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile } }';

const repeated = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(' ');
/** Valid by the schema: a group's successor had a predecessor, and so on. */
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `successor { predecessor { ${levels > 2 ? nested(levels - 2) : 'id'} } }`;

describe.each(transports)('over %s', (_name, send) => {
  let server: TestServer;
  let person: Api;
  beforeAll(async () => {
    server = await startServer();
    person = await server.signIn(newMobile());
  });
  afterAll(() => server.stop());

  test('a page of a million is refused, written out and as a variable', async () => {
    const written = await send(person, '{ myRegistrations(first: 1000000) { totalCount } }');
    const query = 'query ($n: Int!) { myRegistrations(first: $n) { totalCount } }';
    expect(codesOf(written)).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await send(person, query, { n: 1_000_000 }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await send(person, query, { n: 0 }))).toEqual(['BAD_USER_INPUT']);
    expect(await send(person, query, { n: 100 })).toMatchObject({
      data: { myRegistrations: { totalCount: 0 } },
    });
  });

  test('a query nested 50 deep is refused', async () => {
    const told = await send(person, `query ($id: ID!) { sourceGroup(id: $id) { ${nested(50)} } }`, {
      id: 'x',
    });
    expect(codesOf(told)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('31 aliases are refused for their number, and 1,000 already for their tokens', async () => {
    const aliased = (count: number): string => `{ ${repeated(count, (index) => `a${index}: __typename`)} }`;
    expect(codesOf(await send(person, aliased(31)))).toEqual(['QUERY_TOO_COMPLEX']);
    expect(codesOf(await send(person, aliased(1_000)))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codesOf(await send(person, aliased(30)))).toEqual([]);
  });

  test('aliases count below introspection fields too', async () => {
    const told = await send(
      person,
      `{ __schema { ${repeated(31, (index) => `a${index}: types { name }`)} } }`,
    );
    expect(codesOf(told)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('introspection that circles through the schema is refused', async () => {
    const told = await send(
      person,
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    );
    expect(codesOf(told)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('a document of more than 2,000 tokens is refused before it is read to its end', async () => {
    const told = await send(person, `{ ${repeated(2_001, () => '__typename')} }`);
    expect(told.errors).toMatchObject([
      { message: expect.stringContaining('2000 tokens'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  test('fragments that spread each other are refused', async () => {
    const told = await send(person, '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect(codesOf(told)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('each error has a code, an id to quote and the id of its request, and nothing else of us', async () => {
    const { errors } = await send(person, '{ nothing }');
    expect(Object.keys(errors[0]?.extensions ?? {}).toSorted()).toEqual(['code', 'errorId', 'requestId']);
  });

  test('anybody may introspect in development, with the query that tools use', async () => {
    const told = await send(server.api, getIntrospectionQuery());
    expect(told).toMatchObject({ errors: [], data: { __schema: { queryType: { name: 'Query' } } } });
  });
});

describe.each(transports)('in production, over %s', (_name, send) => {
  let server: TestServer;
  let person: Api;
  beforeAll(async () => {
    server = await startServer({ env: PRODUCTION });
    person = await server.signIn(newMobile());
  });
  afterAll(() => server.stop());

  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ ...F } fragment F on Query { __schema { description } }',
  ])('an anonymous caller is refused %s, and a signed-in one answered', async (query) => {
    expect(codesOf(await send(server.api, query))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await send(person, query))).toEqual([]);
  });

  test('only a signed-in caller is told what a wrong name may have meant', async () => {
    expect((await send(server.api, '{ viewr { mobile } }')).errors[0]?.message).toBe(
      'Cannot query field "viewr" on type "Query".',
    );
    expect((await send(person, '{ viewr { mobile } }')).errors[0]?.message).toContain(
      'Did you mean "viewer"',
    );
  });

  test('__typename stays open to all', async () => {
    expect(await send(server.api, '{ __typename }')).toMatchObject({
      data: { __typename: 'Query' },
      errors: [],
    });
  });

  test('an unexpected error is masked: no SQL, no stack, an id to quote', async () => {
    await server.app.database.run('alter table rate_window rename to rate_window_away');
    const told = await send(server.api, REQUEST_CODE, { input: { mobile: newMobile() } });
    await server.app.database.run('alter table rate_window_away rename to rate_window');
    expect(told.errors).toMatchObject([
      {
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) },
      },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/rate_window|relation|insert|stack|at .*\.ts/i);
  });

  test('a bad id, a missing variable and one of a wrong type are told as bad input, not as our mistake', async () => {
    const query = 'query ($id: ID!) { registration(id: $id) { id } }';
    expect(codesOf(await send(person, query, { id: { nested: true } }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await send(person, query, {}))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await send(person, query, { id: 'no id' }))).toEqual(['NOT_FOUND']);
  });
});

describe('an access token', () => {
  let server: TestServer;
  let now = Date.now();
  let personId: string;
  let sessionId: string;
  beforeAll(async () => {
    server = await startServer({ overrides: { clock: { now: () => new Date(now) } } });
    const { token = '' } = await server.signIn(newMobile());
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
      sid: string;
    };
    [personId, sessionId] = [claims.sub, claims.sid];
  });
  afterAll(() => server.stop());

  const key = createHash('sha256').update(`access:${TOKEN_SECRET}`).digest();
  const seconds = (): number => Math.floor(now / 1_000);
  /** A token of the signed-in session that is right in everything but what is changed. */
  const forged = (claims: object = {}, header: object = {}): Promise<string> =>
    new SignJWT({
      sub: personId,
      sid: sessionId,
      iss: 'assent',
      aud: 'assent-api',
      exp: seconds() + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
      .sign(key);
  const unsecured = (): string =>
    new UnsecuredJWT({ sid: sessionId, sub: personId })
      .setIssuer('assent')
      .setAudience('assent-api')
      .setExpirationTime(seconds() + 60)
      .encode();

  test('that is forged with the right secret is taken: the refusals below are for what they change', async () => {
    expect(await server.api.as(await forged()).succeed('{ viewer { personId } }')).toMatchObject({
      viewer: {},
    });
    await (await RawSocket.connect(server.api.url, await forged())).close();
  });

  test.each<[string, () => string | Promise<string>]>([
    ['has run out', () => forged({ exp: seconds() })],
    ['is for another audience', () => forged({ aud: 'another-api' })],
    ['has another type', () => forged({}, { typ: 'JWT' })],
    ['is signed with none', unsecured],
    ['names a session that never was', () => forged({ sid: newId() })],
    ['names another person than its session', () => forged({ sub: newId() })],
    ['is garbage', () => 'garbage'],
    ['is not even a token', () => '💥'],
  ])('that %s is answered 401 over HTTP and closes a socket with 4403', async (_what, make) => {
    const token = await make();
    const response = await fetch(`${server.api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${encodeURI(token)}` },
      body: '{"query":"{ viewer { mobile } }"}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const socket = await RawSocket.open(server.api.url);
    socket.init(token);
    expect((await socket.closed).code).toBe(4403);
  });

  test('runs out by the clock of the server', async () => {
    const token = await forged({ exp: seconds() + 60 });
    now += 61_000;
    expect((await server.api.as(token).send('{ viewer { mobile } }')).status).toBe(401);
  });
});
