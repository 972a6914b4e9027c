import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { afterChange, type ChangeOfHolder } from '#modules/group/domain/changes-of-holders.js';
import type { Api } from '../support/api.js';
import { erase } from '../support/erasure.js';
import { message } from '../support/groups.js';
import { change as changeMember } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { historyOf, type TakenOver, takenOver } from '../support/taken-over.js';
import { refusal } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const messages = [message('m1', 'anna', 1_600_000_000), message('m2', 'cy', 1_600_000_001)];

/** The subject is cy, who said yes and came in; bo was left out. */
interface Scene extends TakenOver {
  readonly account: string;
  readonly mobile: string;
}

async function scene(): Promise<Scene> {
  const group = await takenOver(server, { joined: ['cy'], excluded: ['bo'], messages });
  return { ...group, account: await group.accountOf('cy'), mobile: group.mobiles.get('cy') ?? '' };
}

async function done(api: Api, name: string, input: Record<string, unknown>): Promise<void> {
  expect([name, await refusal(api, name, input)]).toEqual([name, undefined]);
}

/** Gives an account a mobile and lets its person sign in. */
async function passOn({ admin }: TakenOver, memberId: string, mobile: string): Promise<Api> {
  await done(admin, 'updateMember', { memberId, mobile });
  return server.signIn(mobile);
}

const admit = ({ admin, enterpriseGroupId }: Scene, memberId: string): Promise<void> =>
  done(admin, 'admitMember', { enterpriseGroupId, memberId });

async function hire({ admin, organizationId, mobile }: Scene): Promise<void> {
  const { userErrors } = await changeMember(admin, 'createMember', {
    organizationId,
    name: '再入职',
    mobile,
  });
  expect(userErrors).toEqual([]);
  await server.signIn(mobile);
}

/** What makes each change happen, through the API. Returns whoever else has the account then. */
const make: Readonly<Record<ChangeOfHolder, (group: Scene, holder: Api) => Promise<Api | void>>> = {
  MOBILE_OF_STRANGER: (group) => passOn(group, group.account, newMobile()),
  MOBILE_GIVEN_BACK: async (group) => {
    await passOn(group, group.account, newMobile());
    await passOn(group, group.account, group.mobile);
  },
  SECOND_ACCOUNT: async (group) => {
    const stranger = await passOn(group, group.account, newMobile());
    await hire(group);
    return stranger;
  },
  STRANGER_ADMITTED: async (group) => {
    const stranger = await passOn(group, group.account, newMobile());
    await admit(group, group.account);
    return stranger;
  },
  NEW_NUMBER: (group) => passOn(group, group.account, newMobile()),
  NEW_NUMBER_ADMITTED: async (group) => {
    const again = await passOn(group, group.account, newMobile());
    await admit(group, group.account);
    return again;
  },
  ACCOUNT_DISABLED: ({ admin, account }) => done(admin, 'disableMember', { memberId: account }),
  ACCOUNT_ENABLED: async ({ admin, account }) => {
    await done(admin, 'disableMember', { memberId: account });
    await done(admin, 'enableMember', { memberId: account });
  },
  ACCOUNT_LEFT: ({ admin, account }) => done(admin, 'removeMember', { memberId: account }),
  HIRED_AGAIN: async (group) => {
    await done(group.admin, 'removeMember', { memberId: group.account });
    await hire(group);
  },
  ERASED: (_group, holder) => erase(server, holder),
  LATE_COMER_REPLACED: async (group) => {
    const bo = await group.accountOf('bo');
    return passOn(group, bo, newMobile());
  },
};

interface Place {
  readonly role: string;
  readonly standing: string;
  readonly historyFrom: number | null;
  readonly member: { readonly id: string };
}

async function placesOf({ admin, enterpriseGroupId }: Scene): Promise<Place[]> {
  const { enterpriseGroup } = await admin.succeed<{
    enterpriseGroup: { members: { totalCount: number; edges: { node: Place }[] } };
  }>(
    `query ($id: ID!) { enterpriseGroup(id: $id) {
       members(first: 10) { totalCount edges { node { role standing historyFrom member { id } } } } } }`,
    { id: enterpriseGroupId },
  );
  const { totalCount, edges } = enterpriseGroup.members;
  expect(edges).toHaveLength(totalCount);
  return edges.map(({ node }) => node);
}

/** Every way to what was said in a group, and how each answers. */
const WAYS = [
  'history(first: 5) { edges { node { content attachment { __typename } } } }',
  'history(first: 5) { totalCount }',
  'searchHistory(query: "anna", first: 5) { edges { node { content } } }',
  'searchHistory(query: "anna", first: 5) { totalCount }',
];

async function expectShut(api: Api, id: string): Promise<void> {
  for (const way of WAYS) {
    const [code] = await api.errorCodes(`query ($id: ID!) { enterpriseGroup(id: $id) { ${way} } }`, { id });
    expect(['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED']).toContain(code);
  }
}

const rows = Object.entries(afterChange).map(
  ([change, [holder, other]]) => [change as ChangeOfHolder, holder, other] as const,
);

describe('a place in an enterprise group', () => {
  test.each(rows)(
    '%s: its holder is %s, and who else has the account reads %s',
    async (change, standing, reads) => {
      const group = await scene();
      const { admin, enterpriseGroupId } = group;
      const late = change === 'LATE_COMER_REPLACED';
      if (late) await admit(group, await group.accountOf('bo'));
      const holder = await server.signIn(late ? (group.mobiles.get('bo') ?? '') : group.mobile);
      expect((await historyOf(holder, enterpriseGroupId)).totalCount).toBe(late ? 0 : messages.length);

      const other = await make[change](group, holder);

      const places = await placesOf(group);
      const own = places.filter(
        ({ role, historyFrom }) => role === 'MEMBER' && (historyFrom !== null) === late,
      );
      expect(own.map((place) => place.standing)).toEqual([standing]);
      if (standing === 'ACTIVE')
        expect((await historyOf(holder, enterpriseGroupId)).totalCount).toBe(messages.length);
      else await expectShut(holder, enterpriseGroupId);

      expect(other === undefined).toBe(reads === 'NOBODY_ELSE');
      if (other && reads === 'NOTHING') await expectShut(other, enterpriseGroupId);
      if (other && reads === 'AS_LATE_COMER')
        expect(await historyOf(other, enterpriseGroupId)).toEqual({ totalCount: 0, messages: [] });

      // What cy has written stays cy's: never the account's of somebody else.
      const { messages: seen } = await historyOf(admin, enterpriseGroupId);
      const gone = standing === 'ACCOUNT_PASSED_ON' && !late;
      expect(seen[1]?.sender).toMatchObject({
        closed: change === 'ERASED',
        member: gone || change === 'ERASED' ? null : { userId: expect.any(String) },
      });
    },
  );

  test('of somebody who has another account now is shown with that, and is not given twice', async () => {
    const group = await scene();
    await make.SECOND_ACCOUNT(group, group.admin);
    const places = await placesOf(group);
    const [own] = places.filter(({ role }) => role === 'MEMBER');
    expect(own?.member.id).not.toBe(group.account);
    expect(
      await refusal(group.admin, 'admitMember', {
        enterpriseGroupId: group.enterpriseGroupId,
        memberId: own?.member.id,
      }),
    ).toBe('ALREADY_GROUP_MEMBER');
  });

  test('comes back to its person although a stranger was admitted with their account meanwhile', async () => {
    const group = await scene();
    const holder = await server.signIn(group.mobile);
    const stranger = await make.STRANGER_ADMITTED(group, holder);
    await passOn(group, group.account, group.mobile);
    expect((await historyOf(holder, group.enterpriseGroupId)).totalCount).toBe(messages.length);
    if (!stranger) throw new Error('nobody was admitted');
    await expectShut(stranger, group.enterpriseGroupId);
    expect((await placesOf(group)).map(({ role, standing }) => `${role} ${standing}`).toSorted()).toEqual([
      'MEMBER ACCOUNT_PASSED_ON',
      'MEMBER ACTIVE',
      'OWNER ACTIVE',
    ]);
  });

  test('that was passed on makes nobody the author of what others wrote when a stranger is admitted', async () => {
    const group = await scene();
    const stranger = newMobile();
    await passOn(group, group.account, stranger);
    await server.app.database.run(
      `update consumer_identity i set mobile = $1 from roster_entry e
       where i.platform_id = 'bo' and e.identity_id = i.id and e.source_group_id = $2`,
      [stranger, Buffer.from(group.sourceGroupId, 'base64url').toString().split(':')[1]],
    );
    await admit(group, group.account);
    const places = await placesOf(group);
    expect(places.map(({ standing }) => standing).toSorted()).toEqual([
      'ACCOUNT_PASSED_ON',
      'ACTIVE',
      'ACTIVE',
    ]);
    const authors = await server.app.database.rows<{ late: boolean }>(
      `select g.history_from is not null as late from enterprise_group_author a
         join enterprise_group_member g on g.id = a.place_id
         join roster_entry e on e.id = a.roster_entry_id join consumer_identity i on i.id = e.identity_id
       where i.mobile = $1`,
      [stranger],
    );
    expect(authors).toEqual([{ late: true }]);
  });
});

test('who was admitted is audited as a person, whose account it was then', async () => {
  const group = await scene();
  await admit(group, await group.accountOf('bo'));
  const entry = await server.app.database.row<{ details: string }>(
    `select details from audit_entry where command = 'admitMember' order by at desc limit 1`,
  );
  expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({
    memberId: expect.any(String),
    personId: expect.any(String),
  });
});
