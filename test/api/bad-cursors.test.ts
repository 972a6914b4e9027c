import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, invitationOf, mutate, start } from '../support/upgrades.js';
import { newMobile, upload } from '../support/world.js';

type Key = readonly (string | number)[] | string | Readonly<Record<string, never>>;

const cursor = (key: Key): string =>
  Buffer.from(typeof key === 'string' ? key : JSON.stringify(key)).toString('base64url');

const someId = newId();
/** Cursors of no connection at all. */
const nowhere: readonly Key[] = ['x', 'null', {}, [], [1.5], ['\u0000'], ['a', 'b', 'c'], [9e15, someId]];
/** Cursors that a list in the order of ids, or of numbers, did not give out. */
const notAnId: readonly Key[] = [...nowhere, [1], ['x'], [someId, 1]];
const notANumber: readonly Key[] = [...nowhere, [someId], [-1], [2 ** 31], ['1'], [1, someId]];

const PAGE = 'first: 3, after: $after';
const EDGES = '{ edges { cursor } }';
const root = (field: string, argument: string): string =>
  `query ($id: ID!, $after: String) { ${field}(${argument}: $id, ${PAGE}) ${EDGES} }`;
const under = (field: string, connection: string, argument = 'id'): string =>
  `query ($id: ID!, $after: String) { ${field}(${argument}: $id) { ${connection}(${PAGE}) ${EDGES} } }`;

/** The connections: of what type the object is under which each stands, and cursors that are not its own. */
const connections = [
  ['Organization', under('organization', 'members'), nowhere],
  ['Organization', under('organization', 'departments'), nowhere],
  ['Organization', under('organization', 'sourceGroups'), notAnId],
  ['Organization', root('groupUpgrades', 'organizationId'), notAnId],
  ['SourceGroup', under('sourceGroup', 'roster'), notANumber],
  ['SourceGroup', under('groupUpgradePreflight', 'entries', 'sourceGroupId'), notANumber],
  ['GroupUpgrade', root('groupUpgradeInvitations', 'groupUpgradeId'), notANumber],
  ['EnterpriseGroup', under('enterpriseGroup', 'members'), notAnId],
  ['EnterpriseGroup', under('enterpriseGroup', 'history'), notANumber],
  ['Operation', under('operation', 'rows'), notANumber],
] as const;

type Type = (typeof connections)[number][0];

describe('what no client was given', () => {
  let server: TestServer;
  let admin: Api;
  let ids: Readonly<Record<Type, string>>;
  beforeAll(async () => {
    server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    admin = world.admin;
    ids = await completedUpgrade(server, world);
  });
  afterAll(() => server.stop());

  test.each(connections)('is no cursor of a connection under %s: %s', async (type, query, cursors) => {
    expect(await admin.errorCodes(query, { id: ids[type] })).toEqual([]);
    for (const after of ['\u0000', '?', ...cursors.map(cursor)]) {
      const codes = await admin.errorCodes(query, { id: ids[type], after });
      expect({ after: Buffer.from(after, 'base64url').toString(), codes }).toMatchObject({
        codes: ['BAD_USER_INPUT'],
      });
    }
  });

  test.each(['myInvitations', 'myRegistrations', 'viewerMemberships'])(
    'is no cursor of %s',
    async (field) => {
      for (const key of nowhere) {
        const query = `query ($after: String) { ${field}(${PAGE}) ${EDGES} }`;
        const codes = await admin.errorCodes(query, { after: cursor(key) });
        expect({ key, codes }).toEqual({ key, codes: ['BAD_USER_INPUT'] });
      }
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'Nothing'])(
    'is no object: %s is not a type of objects with ids',
    async (type) => {
      const id = globalId(type, someId);
      expect(
        await admin.succeed('query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }', { id }),
      ).toEqual({ node: null, nodes: [null] });
    },
  );
});

describe('an idempotency key', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
});
