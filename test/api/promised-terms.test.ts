import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { change, list } from '../support/members.js';
import { auditOf, decide } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { createProgramme, groupsIn, groupsOf, startWhole } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  answer,
  cutOver,
  invitationOf,
  mutate,
  noticeDigestOf,
  provedSummary,
  refusal,
  start,
} from '../support/upgrades.js';

const TERMS = 'terms { retentionDays confidentiality lateHistory }';
const BUILT_IN = { retentionDays: null, confidentiality: 'INTERNAL', lateHistory: 'FROM_ADMISSION' };

interface Seen {
  readonly state: string;
  readonly notice: { readonly edition: number; readonly terms: unknown };
  readonly enterpriseGroup: { readonly terms: unknown };
  readonly progress: { readonly outdatedTerms: string[] };
}

/** An upgrade as far as its promises go. */
async function seen(api: Api, id: string): Promise<Seen> {
  const data = await api.succeed<{ groupUpgrade: Seen }>(
    `query ($id: ID!) { groupUpgrade(id: $id) { state notice { edition ${TERMS} } enterpriseGroup { ${TERMS} }
       progress { outdatedTerms } } }`,
    { id },
  );
  return data.groupUpgrade;
}

const done = async (api: Api, name: string, groupUpgradeId: string): Promise<void> => {
  expect([name, await refusal(api, name, { groupUpgradeId })]).toEqual([name, undefined]);
};

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function everybodyAccepts({ people }: GroupWorld): Promise<void> {
  for (const { mobile } of people) await answer(server, mobile, 'acceptInvitation');
}

describe('what a text promises', () => {
  test('is frozen with its edition: other settings are seen at once, and keep the upgrade from its cut-over', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin } = world;
    const id = await start(world);
    const watched = admin.subscribe<{ groupUpgradeProgress: { outdatedTerms: string[] } }>(
      'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { outdatedTerms } }',
      { id },
    );
    await watched.until(({ groupUpgradeProgress }) => groupUpgradeProgress.outdatedTerms.length === 0);
    await everybodyAccepts(world);
    await provedSummary(admin, id);
    await decide(world, { lateHistory: 'FROM_BEGINNING', retentionDays: 30 });
    const outdatedTerms = ['RETENTION', 'LATE_HISTORY'];
    await watched.until(({ groupUpgradeProgress }) => groupUpgradeProgress.outdatedTerms.length === 2);
    await watched.close();
    expect(await seen(admin, id)).toEqual({
      state: 'COOLING_OFF',
      notice: { edition: 1, terms: BUILT_IN },
      enterpriseGroup: { terms: null },
      progress: { outdatedTerms },
    });
    expect(
      await admin.succeed(
        `query ($id: ID!, $group: ID!) { cutOverSummary(groupUpgradeId: $id) { outdatedTerms }
           groupUpgradePreflight(sourceGroupId: $group) { outdatedTerms } }`,
        { id, group: world.sourceGroupId },
      ),
    ).toEqual({ cutOverSummary: { outdatedTerms }, groupUpgradePreflight: { outdatedTerms } });
    expect((await cutOver(admin, id)).userErrors).toEqual([
      {
        code: 'NOTICE_OUTDATED',
        field: [],
        message: expect.stringMatching(/RETENTION, LATE_HISTORY.*adoptNotice/),
        retryable: false,
      },
    ]);
    expect((await seen(admin, id)).state).toBe('COOLING_OFF');
  });

  test('binds the group once people have agreed to it anew', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin } = world;
    const id = await start(world);
    await everybodyAccepts(world);
    await decide(world, {
      retentionDays: 90,
      confidentiality: 'CONFIDENTIAL',
      lateHistory: 'FROM_BEGINNING',
    });
    const terms = { retentionDays: 90, confidentiality: 'CONFIDENTIAL', lateHistory: 'FROM_BEGINNING' };
    await done(admin, 'stopCoolingOff', id);
    await done(admin, 'adoptNotice', id);
    expect(await seen(admin, id)).toMatchObject({
      state: 'INVITING',
      notice: { edition: 2, terms },
      progress: { outdatedTerms: [] },
    });
    await everybodyAccepts(world);
    expect((await cutOver(admin, id)).userErrors).toEqual([]);
    await decide(world, { retentionDays: null, confidentiality: 'PUBLIC' });
    expect(await seen(admin, id)).toEqual({
      state: 'COMPLETED',
      notice: { edition: 2, terms },
      enterpriseGroup: { terms },
      progress: { outdatedTerms: [] },
    });
    const person = await server.signIn(mobileAt(world, 1));
    const { id: invitationId } = await invitationOf(person);
    expect(
      await person.succeed(
        `query ($id: ID!) { invitation(id: $id) { receipts(first: 5) { edges { node { notice { ${TERMS} } } } } } }`,
        { id: invitationId },
      ),
    ).toEqual({
      invitation: {
        receipts: { edges: [{ node: { notice: { terms: BUILT_IN } } }, { node: { notice: { terms } } }] },
      },
    });
    expect(
      await auditOf(server, world, ['startGroupUpgrade', 'adoptNotice', 'cutOverGroupUpgrade']),
    ).toMatchObject([
      { details: { noticeEdition: 1, terms: BUILT_IN } },
      { details: { noticeEdition: 2, terms } },
      { details: { terms } },
    ]);
  });

  test('is as good as before once the settings are set back: nobody is asked anew', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    await everybodyAccepts(world);
    await decide(world, { confidentiality: 'PUBLIC' });
    expect((await cutOver(world.admin, id)).userErrors).toMatchObject([{ code: 'NOTICE_OUTDATED' }]);
    await decide(world, { confidentiality: 'INTERNAL' });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
  });

  test('stands in every text: what the own words of an organization leave out is said at their end', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin, organizationId } = world;
    await mutate(admin, 'publishNotice', {
      organizationId,
      textEn: 'Move {group}, kept {retention}, {confidentiality}? {visibility} {finality}',
      textZh: '升级{group}，保存{retention}？{visibility}{finality}',
      expectedVersion: 0,
    });
    const id = await start(world);
    const textOf = async (): Promise<string[]> => {
      const { groupUpgrade } = await admin.succeed<{
        groupUpgrade: { notice: { texts: { text: string }[] } };
      }>('query ($id: ID!) { groupUpgrade(id: $id) { notice { texts { text } } } }', { id });
      return groupUpgrade.notice.texts.map(({ text }) => text);
    };
    const [en, zh] = await textOf();
    expect(en).toMatch(/^Move 项目群, kept for good, internal\? .*no answer can be changed any more\.$/s);
    expect(en).toContain('later sees only what is written after they were admitted.');
    expect(zh).toMatch(/^升级项目群，保存长期保存？.*任何答复都不能再更改。\n\n本群的保密级别：内部。$/s);
    expect(zh).toContain('以后获准加入新群的人可以查看：仅限其加入之后的消息。');
    const person = await server.signIn(mobileAt(world, 1));
    const { id: invitationId } = await invitationOf(person);
    const shown = await noticeDigestOf(person, invitationId);
    await decide(world, { lateHistory: 'FROM_BEGINNING' });
    await done(admin, 'adoptNotice', id);
    // Whoever still looks at the text of before agrees to nothing.
    expect(await refusal(person, 'acceptInvitation', { invitationId, noticeDigest: shown })).toBe(
      'NOTICE_CHANGED',
    );
    expect((await textOf())[0]).toContain('later sees the whole history.');
  });
});

describe('the second person for a cut-over', () => {
  /** The group is cut over, or only proposed. */
  async function needsAnother(admin: Api, groupUpgradeId: string): Promise<boolean | null> {
    const { token } = await provedSummary(admin, groupUpgradeId);
    const payload = await mutate<{ confirmationNeeded: boolean | null }>(
      admin,
      'cutOverGroupUpgrade',
      { groupUpgradeId, summaryToken: token },
      'confirmationNeeded',
    );
    expect(payload.userErrors).toEqual([]);
    return payload.confirmationNeeded;
  }

  const wanted = async (api: Api, id: string): Promise<boolean> =>
    (
      await api.succeed<{ groupUpgrade: { secondAdministrator: boolean } }>(
        'query ($id: ID!) { groupUpgrade(id: $id) { secondAdministrator } }',
        { id },
      )
    ).groupUpgrade.secondAdministrator;

  test('stays needed by an upgrade that was started while the setting was on', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await decide(world, { secondAdministrator: true });
    const id = await start(world);
    await everybodyAccepts(world);
    await decide(world, { secondAdministrator: false });
    expect(await wanted(world.admin, id)).toBe(true);
    expect(await needsAnother(world.admin, id)).toBe(true);
    expect(await seen(world.admin, id)).toMatchObject({ state: 'COOLING_OFF' });
  });

  test('is needed as soon as the setting is on, also by an upgrade that was started before, and as long as it is', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    await everybodyAccepts(world);
    await decide(world, { secondAdministrator: true });
    expect(await wanted(world.admin, id)).toBe(false);
    expect(await needsAnother(world.admin, id)).toBe(true);
    await decide(world, { secondAdministrator: false });
    expect(await needsAnother(world.admin, id)).toBe(false);
    expect(await seen(world.admin, id)).toMatchObject({ state: 'COMPLETED' });
  });

  test('stays needed by the upgrades that a programme has started', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin } = world;
    await decide(world, { secondAdministrator: true });
    const programmeId = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    await startWhole(admin, programmeId);
    await decide(world, { secondAdministrator: false });
    const id = (await groupsIn(admin, programmeId))[0]?.groupUpgrade?.id ?? '';
    await everybodyAccepts(world);
    expect(await wanted(admin, id)).toBe(true);
    expect(await needsAnother(admin, id)).toBe(true);
  });
});

describe('a summary that was read', () => {
  test('is stale once others join than it was read on, also where as many do', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const { admin } = world;
    const accounts = await list(world);
    const turn = (how: string, index: number): Promise<unknown> => {
      const account = accounts.find(({ mobile }) => mobile === mobileAt(world, index));
      return change(admin, how, { memberId: account?.id });
    };
    const groupUpgradeId = await start(world);
    await everybodyAccepts(world);
    await turn('disableMember', 1);
    const read = await provedSummary(admin, groupUpgradeId);
    const numbers = { joining: 3, staying: 1, messages: 5 };
    expect(read).toMatchObject(numbers);
    await turn('disableMember', 2);
    await turn('enableMember', 1);
    const input = { groupUpgradeId, summaryToken: read.token };
    const fresh = await provedSummary(admin, groupUpgradeId);
    expect(fresh).toMatchObject(numbers);
    expect(await refusal(admin, 'cutOverGroupUpgrade', input)).toBe('CUT_OVER_TOKEN_STALE');
    await turn('disableMember', 1);
    await turn('enableMember', 2);
    await turn('enableMember', 1);
    await turn('disableMember', 1);
    expect((await provedSummary(admin, groupUpgradeId)).joining).toBe(3);
    expect(await refusal(admin, 'cutOverGroupUpgrade', { ...input, summaryToken: fresh.token })).toBe(
      'CUT_OVER_TOKEN_STALE',
    );
    expect(await refusal(admin, 'cutOverGroupUpgrade', input)).toBeUndefined();
  });
});

describe('what had begun before promises were kept on record', () => {
  test('has promised what the settings say when they come: open upgrades, groups, and who must confirm', async () => {
    await using own = await startServer();
    const migrate = async (way: 'up' | 'down'): Promise<void> =>
      void (await own.app.database.pool.query(await readFile(`migrations/0019_binding.${way}.sql`, 'utf8')));
    const world = await groupWorld(own, ['ACTIVATED']);
    const { admin } = world;
    const over = await start(world);
    for (const { mobile } of world.people) await answer(own, mobile, 'acceptInvitation');
    expect((await cutOver(admin, over)).userErrors).toEqual([]);
    await migrate('down');
    await decide(world, { retentionDays: 30, secondAdministrator: true });
    await migrate('up');
    const terms = { ...BUILT_IN, retentionDays: 30 };
    expect(await seen(admin, over)).toMatchObject({ notice: { terms }, enterpriseGroup: { terms } });
    const [, sourceGroupId] = await groupsOf(world, 2);
    const open = await start(world, { sourceGroupId });
    await decide(world, { retentionDays: null });
    await migrate('down');
    await migrate('up');
    expect(await seen(admin, open)).toMatchObject({
      notice: { terms: BUILT_IN },
      enterpriseGroup: { terms: null },
      progress: { outdatedTerms: [] },
    });
    await decide(world, { secondAdministrator: false });
    const { groupUpgrades } = await admin.succeed<{
      groupUpgrades: { edges: { node: { secondAdministrator: boolean } }[] };
    }>(
      'query ($id: ID!) { groupUpgrades(organizationId: $id, first: 2) { edges { node { secondAdministrator } } } }',
      { id: world.organizationId },
    );
    expect(groupUpgrades.edges.map(({ node }) => node.secondAdministrator)).toEqual([true, false]);
  });
});
