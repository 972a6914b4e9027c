import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { list, member, refusals } from '../support/members.js';
import { decide } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { receiptsOf, sha256 } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accept,
  answer,
  cutOver,
  invitationOf,
  mutate,
  noticeDigestOf,
  refusal,
  start,
  summary,
} from '../support/upgrades.js';
import { organizationWithAdministrator } from '../support/world.js';

const TEXT = {
  textEn: 'Move {group}, kept {retention}?\n\n{visibility}\n\n{finality}',
  textZh: '升级{group}，保存{retention}？\n\n{visibility}\n\n{finality}',
};

interface Preview {
  readonly texts: { language: string; text: string; digest: string }[];
  readonly terms: { retentionDays: number | null } | null;
  readonly userErrors: { code: string; field: string[] }[];
}

/** How the people of a group of this name would read a text, the newest one unless there is a draft. */
async function previewOf(api: Api, id: string, draft: Record<string, unknown> = {}): Promise<Preview> {
  const { noticePreview } = await api.succeed<{ noticePreview: Preview }>(
    `query ($id: ID!, $name: String!, $en: String, $zh: String) {
       noticePreview(organizationId: $id, groupName: $name, textEn: $en, textZh: $zh) {
         texts { language text digest } terms { retentionDays } userErrors { code field } } }`,
    { id, name: '项目群', ...draft },
  );
  return noticePreview;
}

interface ReadNotice {
  readonly edition: number;
  readonly version: number;
  readonly texts: { language: string; text: string; digest: string }[];
}

/** What an upgrade asks about, as those who read it see it. */
async function noticeOf(api: Api, id: string): Promise<ReadNotice> {
  const data = await api.succeed<{ groupUpgrade: { notice: ReadNotice } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { notice { edition version texts { language text digest } } } }',
    { id },
  );
  return data.groupUpgrade.notice;
}

async function publish(
  { admin, organizationId }: { admin: Api; organizationId: string },
  input: Record<string, unknown> = {},
): Promise<string | undefined> {
  return refusal(admin, 'publishNotice', { organizationId, ...TEXT, expectedVersion: 0, ...input });
}

type Step = { type: string; fromState: string | null; toState: string | null; reason: string | null };

/** The steps of an upgrade that is over for now: its log up to an event of this type. */
async function stepsUntil(api: Api, id: string, type: string): Promise<Step[]> {
  const events = api.subscribe<{ groupUpgradeEvents: Step }>(
    'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type fromState toState reason } }',
    { id },
  );
  const steps: Step[] = [];
  await events.until(({ groupUpgradeEvents }) => {
    steps.push(groupUpgradeEvents);
    return groupUpgradeEvents.type === type;
  });
  await events.close();
  return steps;
}

describe('a notice', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('is the built-in one until an organization publishes its own, and all stay readable', async () => {
    const world = await organizationWithAdministrator(server);
    const NOTICES = `query ($id: ID!, $after: String) { notice(organizationId: $id) { version }
      notices(organizationId: $id, first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor }
        edges { node { version textEn textZh publishedAt publishedBy { mobile } } } } }`;
    type Read = {
      notice: { version: number };
      notices: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: Record<string, unknown> }[];
      };
    };
    const read = (after?: string): Promise<Read> =>
      world.admin.succeed<Read>(NOTICES, { id: world.organizationId, after });
    expect(await read()).toMatchObject({
      notice: { version: 0 },
      notices: { totalCount: 1, edges: [{ node: { version: 0, publishedAt: null, publishedBy: null } }] },
    });
    expect(await publish(world)).toBeUndefined();
    expect(await publish(world, { expectedVersion: 1, textEn: `${TEXT.textEn} Truly?` })).toBeUndefined();
    const first = await read();
    expect(first).toMatchObject({
      notice: { version: 2 },
      notices: {
        totalCount: 3,
        pageInfo: { hasNextPage: true },
        edges: [
          { node: { version: 2, textEn: `${TEXT.textEn} Truly?` } },
          { node: { version: 1, ...TEXT, publishedBy: { mobile: world.adminMobile } } },
        ],
      },
    });
    expect(await read(first.notices.pageInfo.endCursor)).toMatchObject({
      notices: { pageInfo: { hasNextPage: false }, edges: [{ node: { version: 0 } }] },
    });
  });

  test('is refused without what people must know, with what nothing fills, and over what somebody else published', async () => {
    const world = await organizationWithAdministrator(server);
    const { organizationId } = world;
    const { publishNotice } = await world.admin.succeed<{
      publishNotice: { userErrors: { code: string; field: string[]; message: string }[] };
    }>(
      `mutation ($input: PublishNoticeInput!) {
         publishNotice(input: $input) { userErrors { code field message } } }`,
      {
        input: { organizationId, textEn: 'Move {group} for {price}?', textZh: '\u0000', expectedVersion: 0 },
      },
    );
    const missing = (name: string): string[] => [
      'NOTICE_PLACEHOLDER_MISSING',
      'textEn',
      `The text must hold the placeholder ${name}.`,
    ];
    const told = publishNotice.userErrors.map(({ code, field, message }) => [code, ...field, message]);
    expect(told).toEqual([
      missing('{visibility}'),
      missing('{retention}'),
      missing('{finality}'),
      ['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', expect.stringContaining('{price}')],
      ['INVALID_TEXT', 'textZh', expect.anything()],
    ]);
    expect(await publish(world, { textZh: TEXT.textZh.replace('{finality}', '') })).toBe(
      'NOTICE_PLACEHOLDER_MISSING',
    );
    expect(await publish(world, { textEn: `${TEXT.textEn}${'x'.repeat(10_000)}` })).toBe('TOO_LONG');
    expect(await publish(world, { expectedVersion: 1 })).toBe('VERSION_CONFLICT');
    const both = await Promise.all([publish(world), publish(world)]);
    expect(both.toSorted()).toEqual(['VERSION_CONFLICT', undefined]);
  });

  test('can be read as people would read it before it is published, judged as it would be then', async () => {
    const world = await organizationWithAdministrator(server);
    const { admin, organizationId } = world;
    const before = await previewOf(admin, organizationId);
    expect(before.texts[0]?.text).toContain('About moving the group “项目群” to 远洋物流有限公司');
    const drafted = await previewOf(admin, organizationId, { en: TEXT.textEn });
    expect(drafted.texts[0]?.text).toContain('Move 项目群, kept for good?\n\nIf you agree');
    expect(drafted.texts[0]?.text).toContain('It cannot be undone: the old group then ceases');
    expect(drafted.texts[1]).toEqual(before.texts[1]);
    expect(await previewOf(admin, organizationId)).toEqual(before);
    expect(await previewOf(admin, organizationId, { en: '{group} {retention}', name: '' })).toEqual({
      texts: [],
      terms: null,
      userErrors: [
        { code: 'REQUIRED', field: ['groupName'] },
        { code: 'NOTICE_PLACEHOLDER_MISSING', field: ['textEn'] },
        { code: 'NOTICE_PLACEHOLDER_MISSING', field: ['textEn'] },
      ],
    });
  });

  test('that was published before its statements were required has them at its end', async () => {
    const world = await organizationWithAdministrator(server);
    expect(await publish(world)).toBeUndefined();
    await server.app.database.run(
      `update notice set text_en = 'Move {group}, kept {retention}?' where organization_id = $1`,
      [localId('Organization', world.organizationId)],
    );
    const [english] = (await previewOf(world.admin, world.organizationId)).texts;
    expect(english?.text).toMatch(
      /^Move 项目群, kept for good\?\n\nIf you agree.*as internal\.\n\n.*It cannot be undone.*$/s,
    );
  });

  test('is published by administrators alone, and read by those who read upgrades', async () => {
    const world = await organizationWithAdministrator(server);
    const PUBLISH =
      'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { userErrors { code } } }';
    const READ = 'query ($id: ID!) { notice(organizationId: $id) { version } }';
    const id = world.organizationId;
    const input = { organizationId: id, ...TEXT, expectedVersion: 0 };
    const groups = await member(server, world, ['GROUP_ADMINISTRATOR']);
    const nobody = await member(server, world);
    expect(await groups.api.errorCodes(PUBLISH, { input })).toEqual(['FORBIDDEN']);
    expect(await groups.api.errorCodes(READ, { id })).toEqual([]);
    expect(await nobody.api.errorCodes(READ, { id })).toEqual(['FORBIDDEN']);
  });

  test('is asked about as it is when the upgrade starts, filled in for the group, with digests that anybody can compute', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await publish(world);
    await server.app.database.run(
      'update organization_setting set retention_days = 365 where organization_id = $1',
      [localId('Organization', world.organizationId)],
    );
    const upgradeId = await start(world);
    const { texts, terms } = await previewOf(world.admin, world.organizationId);
    expect(terms).toEqual({ retentionDays: 365 });
    const [english, chinese] = texts;
    expect(english).toEqual({
      language: 'EN',
      text: expect.stringMatching(/^Move 项目群, kept for 365 days\?\n\nIf you agree, .* internal\.$/s),
      digest: sha256(english?.text ?? ''),
    });
    expect(chinese).toEqual({
      language: 'ZH_CN',
      text: expect.stringMatching(/^升级项目群，保存365 天？\n\n如果您同意：.*保密级别：内部。$/s),
      digest: sha256(chinese?.text ?? ''),
    });
    expect(await noticeOf(world.admin, upgradeId)).toEqual({ edition: 1, version: 1, texts });
    const person = await server.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(person);
    const READ = `query ($id: ID!) { invitation(id: $id) { notice { edition text { language text digest }
      english: text(language: EN) { text } } } }`;
    expect(await person.with({ 'accept-language': 'zh' }).succeed(READ, { id })).toEqual({
      invitation: { notice: { edition: 1, text: chinese, english: { text: english?.text } } },
    });
  });

  test('that was not the one shown binds nobody: the yes is refused with the present one, and nothing is stored', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const person = await server.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(person);
    expect(await refusal(person, 'acceptInvitation', { invitationId: id, noticeDigest: '' })).toBe(
      'REQUIRED',
    );
    for (const noticeDigest of ['x'.repeat(10_000), '0'.repeat(64)]) {
      expect(
        await person.succeed(
          `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { invitation { id }
             userErrors { code field retryable ... on NoticeChangedError { edition version } } } }`,
          { input: { invitationId: id, noticeDigest } },
        ),
      ).toEqual({
        acceptInvitation: {
          invitation: null,
          userErrors: [
            { code: 'NOTICE_CHANGED', field: ['noticeDigest'], retryable: false, edition: 1, version: 0 },
          ],
        },
      });
    }
    expect(await invitationOf(person)).toMatchObject({ state: 'PENDING' });
    expect(await receiptsOf(person, id)).toEqual([]);
    expect((await accept(person, id)).invitation).toMatchObject({ state: 'ACCEPTED' });
  });
});

describe('another notice for an upgrade that is open', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const adopt = ({ admin }: GroupWorld, groupUpgradeId: string): Promise<string | undefined> =>
    refusal(admin, 'adoptNotice', { groupUpgradeId });

  test('asks anew whoever has said yes to the one before, blocks who cannot answer now, and leaves a no alone', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const upgradeId = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    await answer(server, mobileAt(world, 2), 'acceptInvitation');
    await answer(server, mobileAt(world, 3), 'declineInvitation');
    const disabled = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, 2));
    expect(await refusals(world.admin, 'disableMember', { memberId: disabled?.id })).toEqual([]);
    const person = await server.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(person);
    const old = await noticeDigestOf(person, id);
    expect(await adopt(world, upgradeId)).toBe('NOTICE_UNCHANGED');
    await publish(world);
    expect(await noticeOf(world.admin, upgradeId)).toMatchObject({ edition: 1, version: 0 });

    expect(await adopt(world, upgradeId)).toBeUndefined();
    expect(await adopt(world, upgradeId)).toBe('NOTICE_UNCHANGED');
    expect(await noticeOf(world.admin, upgradeId)).toMatchObject({ edition: 2, version: 1 });
    const { groupUpgrade } = await world.admin.succeed<{ groupUpgrade: unknown }>(
      'query ($id: ID!) { groupUpgrade(id: $id) { progress { blocked pending accepted declined } } }',
      { id: upgradeId },
    );
    expect(groupUpgrade).toEqual({ progress: { blocked: 2, pending: 2, accepted: 0, declined: 1 } });
    expect(
      await person.succeed('query ($id: ID!) { invitation(id: $id) { state noticeEdition } }', { id }),
    ).toEqual({ invitation: { state: 'PENDING', noticeEdition: null } });

    expect(await refusal(person, 'acceptInvitation', { invitationId: id, noticeDigest: old })).toBe(
      'NOTICE_CHANGED',
    );
    expect((await accept(person, id)).invitation).toMatchObject({ state: 'ACCEPTED' });
    expect((await receiptsOf(person, id)).map((one) => [one.answer, one.noticeEdition])).toEqual([
      ['ACCEPTED', 1],
      ['ACCEPTED', 2],
    ]);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    const steps = await stepsUntil(world.admin, upgradeId, 'COOLING_OFF_STARTED');
    const from = steps.findIndex(({ type }) => type === 'NOTICE_CHANGED');
    expect(steps.slice(from, from + 4).map(({ type, ...step }) => [type, ...Object.values(step)])).toEqual([
      ['NOTICE_CHANGED', null, null, '2'],
      ['INVITATION_CHANGED', 'ACCEPTED', 'PENDING', 'NOTICE_CHANGED'],
      ['INVITATION_CHANGED', 'ACCEPTED', 'PENDING', 'NOTICE_CHANGED'],
      ['INVITATION_CHANGED', 'PENDING', 'BLOCKED', 'ACCOUNT_DISABLED'],
    ]);
    expect(await adopt(world, upgradeId)).toBe('ILLEGAL_STATE');
  });

  test('comes also from other settings, and everybody answered again ends the asking', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    await server.app.database.run(
      `update organization_setting set confidentiality = 'CONFIDENTIAL' where organization_id = $1`,
      [localId('Organization', world.organizationId)],
    );
    expect(await adopt(world, upgradeId)).toBeUndefined();
    expect(await noticeOf(world.admin, upgradeId)).toMatchObject({ edition: 2, version: 0 });
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    const steps = await stepsUntil(world.admin, upgradeId, 'COOLING_OFF_STARTED');
    expect(steps.at(-1)?.reason).toBe('ALL_ANSWERED');
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
  });

  test('gives whoever is asked anew at least a day, also past the end of the asking', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world, { answerDays: 1 });
    await answer(own, mobileAt(world, 1), 'acceptInvitation');
    await own.travel('23 hours');
    const admin = await own.signIn(world.adminMobile);
    await publish({ ...world, admin });
    expect(await adopt({ ...world, admin }, upgradeId)).toBeUndefined();
    await own.travel('25 hours');
    const late = await own.signIn(world.adminMobile);
    const silent = late.subscribe<{ groupUpgradeProgress: { expired: number } }>(
      'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { expired } }',
      { id: upgradeId },
    );
    await own.app.database.run(
      `update graphile_worker._private_jobs set run_at = now() - interval '1 second' where run_at > now()`,
    );
    await silent.until(({ groupUpgradeProgress }) => groupUpgradeProgress.expired === 2);
    await silent.close();
    const accepted = await answer(own, mobileAt(world, 1), 'acceptInvitation');
    expect(accepted.invitation).toMatchObject({ state: 'ACCEPTED' });
  });

  test('wakes the sweeper in time for whoever is asked anew', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const upgradeId = await start(world);
    await answer(server, world.adminMobile, 'declineInvitation');
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    const key = `upgrade.deadline:${localId('GroupUpgrade', upgradeId)}`;
    const sweeper = async (): Promise<Date | undefined> =>
      (
        await server.app.database.row<{ at: Date }>(
          'select run_at as at from graphile_worker._private_jobs where key = $1',
          [key],
        )
      )?.at;
    await server.app.database.run(
      `update graphile_worker._private_jobs set run_at = run_at + interval '9 days' where key = $1`,
      [key],
    );
    await publish(world);
    expect(await adopt(world, upgradeId)).toBeUndefined();
    const person = await server.signIn(mobileAt(world, 1));
    const { myInvitations } = await person.succeed<{
      myInvitations: { edges: { node: { state: string; expiresAt: string } }[] };
    }>('{ myInvitations(first: 1) { edges { node { state expiresAt } } } }');
    const asked = myInvitations.edges[0]?.node;
    expect(asked?.state).toBe('PENDING');
    // Three days before the end comes the first warning.
    expect((await sweeper())?.getTime()).toBe(Date.parse(asked?.expiresAt ?? '') - 72 * 3_600_000);
  });

  test('keeps out whose yes is not to it, whatever the rows say', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    expect(await summary(world.admin, upgradeId)).toMatchObject({ joining: 3, staying: 0 });
    const person = await server.signIn(mobileAt(world, 1));
    await server.app.database.run('update invitation set notice_edition = 7 where id = $1', [
      localId('Invitation', (await invitationOf(person)).id),
    ]);
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
    expect(
      await person.succeed('{ myInvitations(first: 1) { edges { node { state exclusionReason } } } }'),
    ).toEqual({ myInvitations: { edges: [{ node: { state: 'EXCLUDED', exclusionReason: 'EXPIRED' } }] } });
  });

  test('asks anew whoever had said yes in an upgrade that was open before there were notices, and nobody before that', async () => {
    await using own = await startServer();
    const migrate = async (name: string, way: 'up' | 'down'): Promise<void> =>
      void (await own.app.database.pool.query(await readFile(`migrations/${name}.${way}.sql`, 'utf8')));
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const person = await own.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(person);
    await accept(person, id);
    await decide(world, { retentionDays: 30 });
    await migrate('0019_binding', 'down');
    await migrate('0011_notice', 'down');
    await own.app.database.pool.query('delete from group_upgrade_notice');
    await own.app.database.pool.query('update invitation set notice_edition = null');
    await migrate('0011_notice', 'up');
    await migrate('0019_binding', 'up');

    const { texts, ...notice } = await noticeOf(world.admin, upgradeId);
    expect(notice).toEqual({ edition: 0, version: 0 });
    for (const { text, digest } of texts) {
      expect(digest).toBe(sha256(text));
      expect(text).toContain('项目群');
      expect(text).toContain('远洋物流有限公司');
      expect(text).not.toMatch(/[{}]/);
    }
    expect(await summary(world.admin, upgradeId)).toMatchObject({ joining: 1 });
    // That text said so, whatever the settings say since.
    expect(
      await world.admin.succeed(
        `query ($id: ID!) { groupUpgrade(id: $id) { progress { outdatedTerms }
           notice { terms { retentionDays confidentiality lateHistory } } } }`,
        { id: upgradeId },
      ),
    ).toEqual({
      groupUpgrade: {
        progress: { outdatedTerms: ['RETENTION'] },
        notice: {
          terms: { retentionDays: null, confidentiality: 'INTERNAL', lateHistory: 'FROM_ADMISSION' },
        },
      },
    });
    await publish(world);
    expect(await adopt(world, upgradeId)).toBeUndefined();
    expect(await invitationOf(person)).toMatchObject({ id, state: 'PENDING' });
  });
});
