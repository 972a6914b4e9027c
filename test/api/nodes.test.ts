import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { deliveriesTo } from '../support/deliveries.js';
import { exported } from '../support/evidence.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { ended } from '../support/groups.js';
import { list, member } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { createProgramme } from '../support/programmes.js';
import { receiptsOf } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, invitationOf, mutate, start } from '../support/upgrades.js';
import {
  changeRegistration,
  draftWithLicence,
  organizationWithAdministrator,
  reviewerOf,
  upload,
} from '../support/world.js';

type Viewer = 'administrator' | 'groups' | 'auditor' | 'asked' | 'colleague' | 'reviewer' | 'stranger';

const MEMBERS = ['administrator', 'groups', 'auditor', 'asked', 'colleague'] as const;
const READERS = ['administrator', 'groups', 'auditor'] as const;
const ASKED = [...READERS, 'asked'] as const;
const OWN = ['administrator'] as const;

/** Who sees the objects of `made`; all else that is a Node has to be named here too. */
const seenBy: Readonly<Record<string, readonly Viewer[]>> = {
  Organization: MEMBERS,
  Department: MEMBERS,
  Member: MEMBERS,
  EnterpriseGroup: MEMBERS,
  SourceGroup: READERS,
  GroupUpgrade: READERS,
  UpgradeProgramme: READERS,
  UpgradePreflight: READERS,
  HistoryVerification: READERS,
  Delivery: READERS,
  RosterEntry: ASKED,
  Invitation: ASKED,
  Receipt: ASKED,
  InboxMessage: ['asked'],
  Registration: ['administrator', 'reviewer'],
  Upload: OWN,
  Operation: OWN,
  Download: OWN,
};

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } }';

interface Made {
  readonly organization: { departments: { edges: { node: { id: string } }[] } };
  readonly groupUpgrade: { enterpriseGroup: { id: string } };
  readonly invitation: { rosterEntry: { id: string } };
}

/** One object of each type; what is somebody's own is the administrator's, and the question is `asked`'s. */
async function made(world: GroupWorld, asked: Api): Promise<Record<string, string>> {
  const { admin, organizationId, sourceGroupId } = world;
  const { upgradePreflight } = await mutate<{ upgradePreflight: { id: string } }>(
    admin,
    'saveUpgradePreflight',
    { sourceGroupId },
    'upgradePreflight { id }',
  );
  const groupUpgradeId = await start(world);
  const invitationId = (await invitationOf(asked)).id;
  await accept(asked, invitationId);
  const { operation } = await mutate<{ operation: { id: string } }>(
    admin,
    'verifyHistory',
    { groupId: sourceGroupId },
    'operation { id }',
  );
  const { organization, groupUpgrade, invitation } = await admin.succeed<Made>(
    `query ($organization: ID!, $upgrade: ID!, $invitation: ID!) {
       organization(id: $organization) { departments(first: 1) { edges { node { id } } } }
       groupUpgrade(id: $upgrade) { enterpriseGroup { id } }
       invitation(id: $invitation) { rosterEntry { id } } }`,
    { organization: organizationId, upgrade: groupUpgradeId, invitation: invitationId },
  );
  const { myMessages } = await asked.succeed<{ myMessages: { edges: { node: { id: string } }[] } }>(
    '{ myMessages(first: 1) { edges { node { id } } } }',
  );
  const registrationId = await draftWithLicence(admin);
  await changeRegistration(admin, 'submitRegistration', { registrationId });
  const pack = await exported(admin, groupUpgradeId);
  return {
    Organization: organizationId,
    Department: organization.departments.edges[0]?.node.id ?? '',
    Member: (await list(world))[0]?.id ?? '',
    EnterpriseGroup: groupUpgrade.enterpriseGroup.id,
    SourceGroup: sourceGroupId,
    GroupUpgrade: groupUpgradeId,
    UpgradeProgramme: await createProgramme(world, {}),
    UpgradePreflight: upgradePreflight.id,
    HistoryVerification: (await ended(admin, operation.id)).result?.id ?? '',
    Delivery: (await deliveriesTo(admin, groupUpgradeId, 'p1'))[0]?.id ?? '',
    RosterEntry: invitation.rosterEntry.id,
    Invitation: invitationId,
    Receipt: (await receiptsOf(asked, invitationId))[0]?.id ?? '',
    InboxMessage: myMessages.edges[0]?.node.id ?? '',
    Registration: registrationId,
    Upload: await upload(admin, { purpose: 'GROUP_EXPORT', fileName: 'group.jsonl', body: '{}' }),
    Operation: operation.id,
    Download: pack.id,
  };
}

describe('an id', () => {
  let server: TestServer;
  let world: GroupWorld;
  let ids: Readonly<Record<string, string>>;
  let viewers: Readonly<Record<Viewer, Api>>;
  beforeAll(async () => {
    server = await startServer();
    world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    viewers = {
      administrator: world.admin,
      groups: (await member(server, world, ['GROUP_ADMINISTRATOR'])).api,
      auditor: (await member(server, world, ['AUDITOR'])).api,
      asked: await server.signIn(mobileAt(world, 1)),
      colleague: (await member(server, world)).api,
      reviewer: await reviewerOf(server),
      stranger: (await organizationWithAdministrator(server, { name: '别家公司' })).admin,
    };
    ids = await made(world, viewers.asked);
  });
  afterAll(() => server.stop());

  test('is tested here for every type that the schema calls a Node', async () => {
    const { __type } = await world.admin.succeed<{ __type: { possibleTypes: { name: string }[] } }>(
      '{ __type(name: "Node") { possibleTypes { name } } }',
    );
    expect(Object.keys(seenBy).toSorted()).toEqual(__type.possibleTypes.map(({ name }) => name).toSorted());
  });

  test.each(Object.entries(seenBy))(
    'of the type %s is read again by whoever may see it, and by nobody else',
    async (__typename, may) => {
      const id = ids[__typename];
      const object = { __typename, id };
      for (const [viewer, api] of Object.entries(viewers)) {
        const sees = may.some((one) => one === viewer);
        expect({ viewer, ...(await api.succeed(NODE, { id })) }).toEqual({
          viewer,
          node: sees ? object : null,
          nodes: [sees ? object : null],
        });
      }
      expect(await server.api.errorCodes(NODE, { id })).toContain('UNAUTHENTICATED');
    },
  );

  test('of an invitation in the list of an upgrade reads it again whole, and is unknown to colleagues', async () => {
    const FIELDS =
      'id state answeredAt round rosterEntry { id platformId } deliveries(first: 5) { totalCount }';
    const LIST = `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 5) { edges { node { ${FIELDS} } } } }`;
    const READ = `query ($id: ID!) { invitation(id: $id) { ${FIELDS} } }`;
    const { groupUpgradeInvitations } = await viewers.auditor.succeed<{
      groupUpgradeInvitations: { edges: { node: { id: string } }[] };
    }>(LIST, { id: ids['GroupUpgrade'] });
    expect(groupUpgradeInvitations.edges).toHaveLength(3);
    for (const { node } of groupUpgradeInvitations.edges) {
      expect(await viewers.auditor.succeed(READ, { id: node.id })).toEqual({ invitation: node });
      expect(await viewers.colleague.errorCodes(READ, { id: node.id })).toEqual(['NOT_FOUND']);
    }
  });

  test('of who is asked without an account leads them to their own entry, and to nobody else’s', async () => {
    const outsider = await server.signIn(mobileAt(world, 2));
    const own = await invitationOf(outsider);
    const { invitation } = await outsider.succeed<{ invitation: { rosterEntry: { id: string } } }>(
      'query ($id: ID!) { invitation(id: $id) { rosterEntry { id } } }',
      { id: own.id },
    );
    expect(await outsider.succeed(NODE, { id: invitation.rosterEntry.id })).toMatchObject({
      node: { __typename: 'RosterEntry' },
    });
    expect(await outsider.succeed(NODE, { id: ids['RosterEntry'] })).toEqual({ node: null, nodes: [null] });
    expect(await viewers.asked.succeed(NODE, { id: invitation.rosterEntry.id })).toMatchObject({
      node: null,
    });
  });
});
