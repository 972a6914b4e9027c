import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, invitationOf, mutate, start } from '../support/upgrades.js';
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
  ['SourceGroup', under('sourceGroup', 'rosterChanges'), notANumber],
  ['SourceGroup', under('sourceGroup', 'missingAttachments'), notANumber],
  ['SourceGroup', under('sourceGroup', 'matches'), notAnId],
  ['SourceGroup', under('sourceGroup', 'upgrades'), notAnId],
  ['SourceGroup', under('groupUpgradePreflight', 'entries', 'sourceGroupId'), notANumber],
  ['GroupUpgrade', root('groupUpgradeInvitations', 'groupUpgradeId'), notANumber],
  ['Organization', root('notices', 'organizationId'), notANumber],
  ['Invitation', under('invitation', 'receipts'), notANumber],
  ['EnterpriseGroup', under('enterpriseGroup', 'members'), notAnId],
  ['EnterpriseGroup', under('enterpriseGroup', 'history'), notANumber],
  ['Operation', under('operation', 'rows'), notANumber],
] as const;

type Type = (typeof connections)[number][0];

/** Ids of objects of a world whose group has been upgraded, its administrator joining. */
async function upgraded(server: TestServer, world: GroupWorld): Promise<Readonly<Record<Type, string>>> {
  const { admin, organizationId, sourceGroupId } = world;
  const groupUpgradeId = await start(world);
  for (const { mobile } of world.people.slice(1)) await answer(server, mobile, 'acceptInvitation');
  await accept(admin, (await invitationOf(admin)).id);
  await mutate(admin, 'closeGroupUpgrade', { groupUpgradeId });
  expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
  const { groupUpgrade } = await admin.succeed<{ groupUpgrade: { enterpriseGroup: { id: string } } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }',
    { id: groupUpgradeId },
  );
  const imported = await mutate<{ operation: { id: string } | null }>(
    admin,
    'importMembers',
    {
      organizationId,
      uploadId: await upload(admin, {
        purpose: 'DIRECTORY_MEMBERS',
        organizationId,
        fileName: 'members.csv',
        body: 'no columns',
      }),
    },
    'operation { id }',
  );
  return {
    Organization: organizationId,
    SourceGroup: sourceGroupId,
    GroupUpgrade: groupUpgradeId,
    Invitation: (await invitationOf(admin)).id,
    EnterpriseGroup: groupUpgrade.enterpriseGroup.id,
    Operation: imported.operation?.id ?? '',
  };
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('what no client was given', () => {
  let admin: Api;
  let ids: Readonly<Record<Type, string>>;
  beforeAll(async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    admin = world.admin;
    ids = await upgraded(server, world);
  });

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

test('a hundred ids cost a hundred times what is asked of each, as a variable and in the document', async () => {
  const members = '{ ... on Organization { members(first: 100) { edges { node { name mobile email } } } } }';
  const ids = Array.from({ length: 100 }, () => globalId('Organization', someId));
  const given = `query ($ids: [ID!]!) { nodes(ids: $ids) ${members} }`;
  expect(await server.api.errorCodes(given, { ids })).toEqual(['QUERY_TOO_COMPLEX']);
  expect(await server.api.errorCodes(`{ nodes(ids: ${JSON.stringify(ids)}) ${members} }`)).toEqual([
    'QUERY_TOO_COMPLEX',
  ]);
  expect(await server.api.errorCodes(given, { ids: ids.slice(0, 1) })).not.toContain('QUERY_TOO_COMPLEX');
});

describe('an idempotency key', () => {
  const REQUEST = `mutation ($input: RequestSignInCodeInput!) {
    requestSignInCode(input: $input) { userErrors { code field retryable } } }`;

  test.each(['\u0000', 'a\u0000b', '\ud800'])(
    '%j that no database can keep is refused',
    async (idempotencyKey) => {
      const input = { mobile: newMobile(), idempotencyKey };
      expect(await server.api.succeed(REQUEST, { input })).toEqual({
        requestSignInCode: {
          userErrors: [{ code: 'INVALID_TEXT', field: ['idempotencyKey'], retryable: false }],
        },
      });
    },
  );

  test('whose request was refused for now is done with when the time has come', async () => {
    await using own = await startServer();
    const mobile = newMobile();
    const request = async (idempotencyKey: string): Promise<unknown> =>
      (await own.api.succeed(REQUEST, { input: { mobile, idempotencyKey } }))['requestSignInCode'];
    for (const key of ['1', '2', '3', '4', '5']) expect(await request(key)).toEqual({ userErrors: [] });
    expect(await request('again')).toMatchObject({
      userErrors: [{ code: 'TOO_MANY_REQUESTS', retryable: true }],
    });
    await own.travel('11 minutes');
    expect(await request('again')).toEqual({ userErrors: [] });
  });
});
