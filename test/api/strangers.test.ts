import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId } from '#platform/graphql/relay.js';
import type { Answer, Api } from '../support/api.js';
import { groupWorld } from '../support/group-world.js';
import { list } from '../support/members.js';
import { createProgramme } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, invitationOf, start } from '../support/upgrades.js';
import { draftWithLicence, organizationWithAdministrator, upload } from '../support/world.js';

const read = (field: string, argument = 'id'): string =>
  `query ($id: ID!) { ${field}(${argument}: $id) { __typename } }`;
const page = (field: string, argument: string): string =>
  `query ($id: ID!) { ${field}(${argument}: $id, first: 1) { totalCount } }`;
const change = (field: string, argument: string, more = ''): string =>
  `mutation ($id: ID!) { ${field}(input: { ${argument}: $id${more} }) { userErrors { code } } }`;

/** Operations with the id of one object, and the type of this object. */
const operations = [
  ['Organization', read('organization')],
  ['Organization', page('groupUpgrades', 'organizationId')],
  ['Registration', read('registration')],
  ['Upload', read('upload')],
  ['SourceGroup', read('sourceGroup')],
  ['SourceGroup', read('groupUpgradePreflight', 'sourceGroupId')],
  ['SourceGroup', change('startGroupUpgrade', 'sourceGroupId')],
  ['SourceGroup', change('grantUpgradeMandate', 'sourceGroupId')],
  ['SourceGroup', change('revokeUpgradeMandate', 'sourceGroupId')],
  ['GroupUpgrade', read('groupUpgrade')],
  ['GroupUpgrade', read('cutOverSummary', 'groupUpgradeId')],
  ['GroupUpgrade', page('groupUpgradeInvitations', 'groupUpgradeId')],
  ['GroupUpgrade', change('closeGroupUpgrade', 'groupUpgradeId')],
  ['EnterpriseGroup', read('enterpriseGroup')],
  ['Invitation', read('invitation')],
  ['Invitation', change('acceptInvitation', 'invitationId', ', noticeDigest: "any"')],
  ['Organization', read('notice', 'organizationId')],
  ['Organization', page('notices', 'organizationId')],
  [
    'Organization',
    'query ($id: ID!) { noticePreview(organizationId: $id, groupName: "any") { texts { text } } }',
  ],
  [
    'Organization',
    change('publishNotice', 'organizationId', ', textEn: "any", textZh: "any", expectedVersion: 0'),
  ],
  ['GroupUpgrade', change('adoptNotice', 'groupUpgradeId')],
  ['Receipt', read('receipt')],
  ['Member', change('removeMember', 'memberId')],
  ['UpgradeProgramme', read('upgradeProgramme')],
  ['UpgradeProgramme', read('upgradeProgrammePreflight', 'programmeId')],
  ['UpgradeProgramme', change('pauseUpgradeProgramme', 'programmeId')],
  ['Organization', page('upgradeProgrammes', 'organizationId')],
] as const;

type Type = (typeof operations)[number][0];

/** All that a client can tell one answer from another by. */
function told({ status, data, errors }: Answer<unknown>): unknown {
  return {
    status,
    data,
    errors: errors.map(({ message, path, extensions }) => [message, path, extensions['code']]),
  };
}

describe('whoever has nothing to do with an object', () => {
  let server: TestServer;
  let ids: Readonly<Record<Type, string>>;
  let stranger: Api;
  beforeAll(async () => {
    server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    const GroupUpgrade = await start(world);
    const { groupUpgrade } = await world.admin.succeed<{ groupUpgrade: { enterpriseGroup: { id: string } } }>(
      'query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }',
      { id: GroupUpgrade },
    );
    const account = (await list(world)).find(({ mobile }) => mobile === world.people[1]?.mobile);
    const mine = (await invitationOf(world.admin)).id;
    await accept(world.admin, mine);
    const { invitation } = await world.admin.succeed<{
      invitation: { receipts: { edges: { node: { id: string } }[] } };
    }>('query ($id: ID!) { invitation(id: $id) { receipts(first: 1) { edges { node { id } } } } }', {
      id: mine,
    });
    ids = {
      Organization: world.organizationId,
      Registration: await draftWithLicence(world.admin),
      Upload: await upload(world.admin, { purpose: 'GROUP_EXPORT', fileName: 'group.jsonl', body: '{}' }),
      SourceGroup: world.sourceGroupId,
      GroupUpgrade,
      EnterpriseGroup: groupUpgrade.enterpriseGroup.id,
      Invitation: mine,
      Receipt: invitation.receipts.edges[0]?.node.id ?? '',
      Member: account?.id ?? '',
      UpgradeProgramme: await createProgramme(world, {}),
    };
    stranger = (await organizationWithAdministrator(server, { name: '别家公司' })).admin;
  });
  afterAll(() => server.stop());

  const unknown = (type: string): string => globalId(type, newId());

  test.each(operations)('cannot tell a %s that exists from one that does not: %s', async (type, query) => {
    const anonymous = await server.api.send(query, { id: ids[type] });
    expect(anonymous.errors.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
    expect(told(anonymous)).toEqual(told(await server.api.send(query, { id: unknown(type) })));
    const signedIn = await stranger.send(query, { id: ids[type] });
    expect(signedIn.errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
    expect(told(signedIn)).toEqual(told(await stranger.send(query, { id: unknown(type) })));
  });

  test('cannot tell by node either', async () => {
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    const NODES = 'query ($id: ID!) { nodes(ids: [$id]) { id } }';
    for (const [type, id] of Object.entries(ids)) {
      expect(await stranger.succeed(NODE, { id })).toEqual({ node: null });
      expect(await stranger.succeed(NODES, { id })).toEqual({ nodes: [null] });
      for (const query of [NODE, NODES]) {
        const anonymous = await server.api.send(query, { id });
        expect(told(anonymous)).toEqual(told(await server.api.send(query, { id: unknown(type) })));
      }
    }
  });
});
