import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { RawSocket } from '../support/raw-socket.js';
import { metric } from '../support/metrics.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { company, newMobile } from '../support/world.js';

/** Apollo answers a text for the first time, then the lane does: as graphql executes it, and compiled. */
const SENDINGS = 4;

interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | null;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function send(server: TestServer, token: string | undefined, request: Request): Promise<Answer> {
  const { method = 'POST', path = '/graphql', headers = {}, body = null } = request;
  const response = await fetch(`${server.api.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'the-same-each-time',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body,
  });
  const { date: _, ...kept } = Object.fromEntries(response.headers.entries());
  const text = await response.text();
  return {
    status: response.status,
    headers: kept,
    body: text.replaceAll(/"errorId":"[^"]+"/g, '"errorId":"…"'),
  };
}

const laneAnswers = (server: TestServer): Promise<number> => metric(server, 'assent_lane_answers');

/** Sends the same request again and again. Returns the answers, and how many of them came through the lane. */
async function repeated(
  server: TestServer,
  token: string | undefined,
  request: Request,
): Promise<{ first: Answer; later: Answer[]; byLane: number }> {
  const before = await laneAnswers(server);
  const first = await send(server, token, request);
  const later: Answer[] = [];
  for (let count = 1; count < SENDINGS; count += 1) later.push(await send(server, token, request));
  return { first, later, byLane: (await laneAnswers(server)) - before };
}

const json = (query: string, rest: object = {}): Request => ({ body: JSON.stringify({ query, ...rest }) });

const MEMBERS = `query Members($id: ID!, $first: Int!, $after: String, $lead: Boolean = false) {
  organization(id: $id) { __typename id shortName members(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { ...Person manager { name } departments { main leader @include(if: $lead) department { id name } } } }
  } } }
  fragment Person on Member { id userId called: name mobile status roles version activatedAt ... on Node { id } }`;
const REGISTRATION = 'query ($id: ID!) { registration(id: $id) { id } }';

describe('the lane beside Apollo', () => {
  let server: TestServer;
  let world: GroupWorld;
  beforeAll(async () => {
    server = await startServer();
    world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED']);
  });
  afterAll(() => server.stop());

  /** Whatever is told of a request the first time is told of it, byte for byte, each time; and who tells it. */
  const cases: [what: string, request: () => Request, byLane: boolean][] = [
    ['a page', () => json(MEMBERS, { variables: { id: world.organizationId, first: 20 } }), true],
    [
      'a page with a directive',
      () => json(MEMBERS, { variables: { id: world.organizationId, first: 1, lead: true } }),
      true,
    ],
    [
      'a page after a bad cursor',
      () => json(MEMBERS, { variables: { id: world.organizationId, first: 1, after: 'x' } }),
      true,
    ],
    ['a page of none', () => json(MEMBERS, { variables: { id: world.organizationId, first: 0 } }), true],
    [
      'a page of too many',
      () => json(MEMBERS, { variables: { id: world.organizationId, first: 101 } }),
      true,
    ],
    ['a variable that is missing', () => json(REGISTRATION), true],
    ['a variable that is null', () => json(REGISTRATION, { variables: { id: null } }), true],
    ['a variable of a wrong type', () => json(REGISTRATION, { variables: { id: { nested: true } } }), true],
    ['variables that are null', () => json('{ viewer { mobile } }', { variables: null }), true],
    ['a variable that nobody declared', () => json('{ viewer { personId } }', { variables: { x: 1 } }), true],
    [
      'what does not exist',
      () => json('query A($id: ID!) { registration(id: $id) { id } }', { variables: { id: 'no' } }),
      true,
    ],
    [
      'several failures at once, where null may be and where not',
      () =>
        json(
          '{ a: registration(id: "x") { id } b: sourceGroup(id: "y") { id } c: organization(id: "z") { id } viewer { mobile } }',
        ),
      true,
    ],
    [
      'an interface',
      () =>
        json(
          'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Organization { shortName } } }',
          { variables: { ids: [world.organizationId, 'none', world.sourceGroupId] } },
        ),
      true,
    ],
    ['an alias of a dangerous name', () => json('{ __proto__: viewer { constructor: mobile } }'), true],
    ['introspection', () => json(getIntrospectionQuery()), true],
    ['one type', () => json('{ __type(name: "Member") { name fields { name type { name kind } } } }'), true],
    [
      'one of two operations',
      () => json('query A { viewer { mobile } } query B { __typename }', { operationName: 'B' }),
      true,
    ],
    [
      'no operation of that name',
      () => json('query A { __typename } query C { __typename }', { operationName: 'B' }),
      false,
    ],
    ['none of two operations', () => json('query A { __typename } query D { __typename }'), false],
    [
      'an operation name that is empty',
      () => json('query A { viewer { mobile personId } }', { operationName: '' }),
      false,
    ],
    ['an operation name that is a number', () => json('query E { __typename }', { operationName: 1 }), false],
    [
      'more than may be asked',
      () => json(`{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`),
      true,
    ],
    [
      'a mutation that is refused',
      () =>
        json(
          'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } userErrors { __typename code message field retryable } } }',
          { variables: { input: { mobile: 'none', code: '123456' } } },
        ),
      true,
    ],
    [
      'the same in Chinese',
      () => ({
        ...json(
          'mutation Zh($input: SignInInput!) { signIn(input: $input) { userErrors { code message } } }',
          { variables: { input: { mobile: 'none', code: '123456' } } },
        ),
        headers: { 'accept-language': 'zh-CN' },
      }),
      true,
    ],
    [
      'a mutation with an input of wrong shape',
      () =>
        json('mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }', {
          variables: { input: { mobile: 7, codes: [] } },
        }),
      true,
    ],
    [
      'two mutations of one key',
      () =>
        json(
          'mutation ($input: CreateRegistrationInput!) { a: createRegistration(input: $input) { registration { id version } userErrors { code } } b: createRegistration(input: $input) { registration { id shortName } userErrors { code } } }',
          { variables: { input: { ...company, idempotencyKey: 'only-once' } } },
        ),
      true,
    ],
    [
      'a key in the header',
      () => ({
        ...json(
          'mutation ($input: CreateRegistrationInput!) { createRegistration(input: $input) { registration { id } userErrors { code message } } }',
          { variables: { input: company } },
        ),
        headers: { 'idempotency-key': 'by-header' },
      }),
      true,
    ],
    [
      'a subscription',
      () =>
        json('subscription ($id: ID!) { registrationProgress(id: $id) { version } }', {
          variables: { id: 'x' },
        }),
      false,
    ],
    ['a syntax error', () => json('{ viewer {'), false],
    ['an unknown field', () => json('{ viewr { mobile } }'), false],
    ['nothing', () => ({ body: '' }), false],
    ['no JSON', () => ({ body: '{"query":' }), false],
    ['an empty object', () => ({ body: '{}' }), false],
    ['a batch', () => ({ body: '[{"query":"{ __typename }"}]' }), false],
    ['a query that is no text', () => ({ body: '{"query":{"kind":"Document"}}' }), false],
    ['a huge body', () => json('{ __typename }', { variables: { padding: 'x'.repeat(1_100_000) } }), false],
    [
      'a body that comes in pieces',
      () => json('query Q { __typename }', { variables: { padding: 'é'.repeat(300_000) } }),
      true,
    ],
    [
      'a body that says what an object is',
      () => ({ body: '{"query":"query N { __typename }","variables":{"__proto__":{"x":1}}}' }),
      false,
    ],
    [
      'the same with an escape',
      () => ({ body: '{"query":"query O { __typename }","variables":{"\\u005f_proto__":{"x":1}}}' }),
      false,
    ],
    ['a byte order mark', () => ({ body: '\uFEFF{"query":"query P { __typename }"}' }), true],
    ['variables as a text', () => json('{ __typename }', { variables: '{}' }), false],
    ['variables as a list', () => json('{ __typename }', { variables: [] }), false],
    [
      'extensions that say who sends',
      () => json('query F { __typename }', { extensions: { clientLibrary: { name: 'x' } } }),
      true,
    ],
    ['extensions that are a text', () => json('query G { __typename }', { extensions: 'x' }), false],
    [
      'a persisted query',
      () =>
        json('query H { __typename }', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
      false,
    ],
    ['GET', () => ({ method: 'GET', path: '/graphql?query=%7B__typename%7D' }), false],
    ['another method', () => ({ method: 'PUT', body: '{"query":"{ __typename }"}' }), false],
    [
      'a parameter in the address',
      () => ({ ...json('query I { __typename }'), path: '/graphql?query=%7Bviewer%7Bmobile%7D%7D' }),
      true,
    ],
    ...[
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql+json',
      'application/json; charset=latin1',
      'application/json-patch',
      'application/json x',
    ].map((type): [string, () => Request, boolean] => [
      `a content type ${type}`,
      () => ({ ...json('query J { __typename }'), headers: { 'content-type': type } }),
      false,
    ]),
    ...['application/json;charset=UTF-8', 'Application/JSON', 'application/json; charset="utf-8"'].map(
      (type): [string, () => Request, boolean] => [
        `a content type ${type}`,
        () => ({ ...json('query K { __typename }'), headers: { 'content-type': type } }),
        true,
      ],
    ),
    ...[
      '*/*',
      'application/json',
      'application/graphql-response+json',
      'application/graphql-response+json, application/json;q=0.9',
      'text/html, */*;q=0.1',
      'application/*',
    ].map((accept, index): [string, () => Request, boolean] => [
      `the acceptance of ${accept}`,
      () => ({ ...json(`query L${index} { viewer { mobile } }`), headers: { accept } }),
      true,
    ]),
    ...['text/html', 'application/json;q=0', 'image/*'].map((accept): [string, () => Request, boolean] => [
      `the acceptance of ${accept} alone`,
      () => ({ ...json('query M { viewer { mobile } }'), headers: { accept } }),
      false,
    ]),
  ];

  test.each(cases)('answers %s as Apollo does', async (_what, request, byLane) => {
    const { first, later, ...told } = await repeated(server, world.admin.token, request());
    for (const answer of later) expect(answer).toEqual(first);
    expect(told.byLane > 0).toBe(byLane);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['nobody', async () => undefined],
    ['a stranger', async () => (await server.signIn(newMobile())).token],
    ['a token that is no good', async () => 'garbage'],
  ])('answers %s as Apollo does', async (who, tokenOf) => {
    const token = await tokenOf();
    for (const query of [MEMBERS, '{ viewer { mobile } }', '{ myRegistrations(first: 5) { totalCount } }']) {
      const request = json(`${query} # ${who}`, { variables: { id: world.organizationId, first: 5 } });
      const { first, later } = await repeated(server, token, request);
      for (const answer of later) expect(answer).toEqual(first);
    }
  });

  test('executes each call once', async () => {
    const api = await server.signIn(newMobile());
    const query =
      'mutation ($input: CreateRegistrationInput!) { createRegistration(input: $input) { registration { id } userErrors { code } } }';
    const broken =
      'mutation ($input: CreateRegistrationInput!) { createRegistration(input: $input) { registration { id } userErrors { code } } again: createRegistration(input: {}) { userErrors { code } } }';
    const { byLane } = await repeated(server, api.token, json(query, { variables: { input: company } }));
    await repeated(server, api.token, json(broken, { variables: { input: company } }));
    expect(byLane).toBe(SENDINGS - 1);
    expect(await api.succeed('{ myRegistrations(first: 1) { totalCount } }')).toEqual({
      myRegistrations: { totalCount: SENDINGS },
    });
  });

  test('gives a reader what their rights are at that moment, whoever asked before', async () => {
    const stranger = await server.signIn(newMobile());
    const request = json(`${MEMBERS} # rights`, { variables: { id: world.organizationId, first: 5 } });
    const { later } = await repeated(server, world.admin.token, request);
    expect(later.at(-1)?.body).toContain('"totalCount":3');
    const refused = await send(server, stranger.token, request);
    expect(JSON.parse(refused.body)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(refused.body).not.toContain('totalCount');
  });

  test('tells over a socket what it tells over HTTP, the first time and later', async () => {
    const socket = await RawSocket.connect(server.api.url, world.admin.token);
    const variables = { id: world.organizationId, first: 20, after: null };
    const query = `${MEMBERS} # socket`;
    const { later } = await repeated(server, world.admin.token, json(query, { variables }));
    for (let count = 0; count < SENDINGS; count += 1) {
      const { data, errors } = await socket.run(query, variables);
      expect({ body: JSON.stringify({ data }), errors }).toEqual({
        body: later[0]?.body.trimEnd(),
        errors: [],
      });
    }
    await socket.close();
  });
});

test('in production the lane masks, and keeps the schema from strangers, as Apollo does', async () => {
  await using server = await startServer({
    env: {
      NODE_ENV: 'production',
      TOKEN_SECRET,
      CODE_WEBHOOK_URL: 'http://127.0.0.1:9/never-called',
      CODE_WEBHOOK_SECRET: 'a secret of the gateway',
    },
  });
  const { token } = await server.signIn(newMobile());
  const schema = json('{ __schema { queryType { name } } }');
  expect((await repeated(server, token, schema)).later.at(-1)).toMatchObject({ status: 200 });
  const refused = await repeated(server, undefined, schema);
  for (const answer of refused.later) expect(answer).toEqual(refused.first);
  expect(refused).toMatchObject({ first: { status: 400 }, byLane: SENDINGS });

  const request = json(
    'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile } }',
    {
      variables: { input: { mobile: newMobile() } },
    },
  );
  await server.app.database.run('alter table rate_window rename to rate_window_away');
  const { first, later, byLane } = await repeated(server, undefined, request);
  await server.app.database.run('alter table rate_window_away rename to rate_window');
  for (const answer of later) expect(answer).toEqual(first);
  expect(byLane).toBe(SENDINGS - 1);
  expect(first.body).toContain('Something went wrong on our side.');
  expect(first.body).not.toMatch(/rate_window|relation/);
});
