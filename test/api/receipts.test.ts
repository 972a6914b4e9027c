import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eraseReceipts, receiptsOfUpgrade } from '#modules/upgrade/public.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { evidenceOf } from '../support/evidence.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { member } from '../support/members.js';
import { LEAST_NOTICE } from '../support/notices.js';
import { mobileAt } from '../support/people.js';
import { readReceipt, receiptsInUpgrade, receiptsOf, sha256 } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, invitationOf, mutate, noticeDigestOf, refusal, start } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

const READ = 'query ($id: ID!) { receipt(id: $id) { id } }';

describe('a receipt', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** Somebody who is asked, with their invitation. */
  async function asked(world: GroupWorld, index: number): Promise<{ api: Api; invitationId: string }> {
    const api = await server.signIn(mobileAt(world, index));
    return { api, invitationId: (await invitationOf(api)).id };
  }

  test('tells who gave an answer what they agreed to, and verifies by what it shows', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const { api, invitationId } = await asked(world, 1);
    const phone = api.with({ 'user-agent': 'a phone', 'accept-language': 'zh-CN' });
    await accept(phone, invitationId);
    const [receipt, ...more] = await receiptsOf(api, invitationId);
    if (!receipt) throw new Error('no receipt');
    expect(more).toEqual([]);
    expect(receipt).toMatchObject({
      answer: 'ACCEPTED',
      round: 1,
      noticeVersion: 0,
      noticeEdition: 1,
      noticeDigest: await noticeDigestOf(phone, invitationId),
      language: 'ZH_CN',
      channel: 'IN_APP',
      erased: false,
      platform: 'wechat',
      platformId: 'p1',
      name: 'Name of p1',
      mobile: mobileAt(world, 1),
      address: expect.stringContaining('127.0.0.1'),
      client: 'a phone',
    });
    expect(sha256(receipt.body)).toBe(receipt.digest);
    expect(JSON.parse(receipt.body)).toContain(receipt.commitment);
    expect(JSON.parse(receipt.body)).toContain(localId('Receipt', receipt.id));
    expect(sha256(Buffer.from(receipt.salt ?? '', 'hex'), receipt.personalPart ?? '')).toBe(
      receipt.commitment,
    );
    expect(await readReceipt(api, receipt.id)).toEqual(receipt);
    expect(await api.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: receipt.id })).toEqual({
      node: { id: receipt.id },
    });
  });

  test('is whole to auditors, without the device to others who read the upgrade, and unknown to everybody else', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const { api, invitationId } = await asked(world, 1);
    await accept(api, invitationId);
    const [own] = await receiptsOf(api, invitationId);
    if (!own) throw new Error('no receipt');
    const auditor = await member(server, world, ['AUDITOR']);
    expect(await readReceipt(auditor.api, own.id)).toEqual(own);
    const masked = {
      ...own,
      mobile: expect.stringContaining('****'),
      address: null,
      client: null,
      salt: null,
      personalPart: null,
    };
    const groups = await member(server, world, ['GROUP_ADMINISTRATOR']);
    for (const reader of [world.admin, groups.api]) {
      expect(await readReceipt(reader, own.id)).toEqual(masked);
      expect(await receiptsInUpgrade(reader, upgradeId, invitationId)).toEqual([masked]);
    }
    const colleague = await server.signIn(mobileAt(world, 2));
    const directory = await member(server, world, ['DIRECTORY_ADMINISTRATOR']);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    for (const other of [colleague, directory.api, stranger.admin]) {
      expect(await other.errorCodes(READ, { id: own.id })).toEqual(['NOT_FOUND']);
    }
    await mutate(world.admin, 'assignMemberRoles', { memberId: auditor.id, roles: [] });
    expect(await auditor.api.errorCodes(READ, { id: own.id })).toEqual(['NOT_FOUND']);
  });

  test('is written for every change of an answer, once, and for no answer that is refused', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    const { api, invitationId } = await asked(world, 1);
    const key = { idempotencyKey: 'yes' };
    await accept(api, invitationId, key);
    await accept(api, invitationId, key);
    expect((await accept(api, invitationId)).userErrors[0]?.code).toBe('INVITATION_ALREADY_ANSWERED');
    await mutate(api, 'withdrawAcceptance', { invitationId });
    const noticeDigest = await noticeDigestOf(api, invitationId);
    await mutate(api, 'declineInvitation', { invitationId, noticeDigest, reason: 'no' });
    await accept(api, invitationId);
    await mutate(api, 'declineInvitation', { invitationId, noticeDigest: '0'.repeat(64) });
    const chinese = api.with({ 'accept-language': 'zh-CN' });
    await accept(chinese, invitationId, { noticeDigest });
    await mutate(chinese, 'withdrawAcceptance', { invitationId });
    const receipts = await receiptsOf(api, invitationId);
    expect(receipts.map((one) => [one.answer, one.language, one.noticeDigest])).toEqual([
      ['ACCEPTED', 'EN', noticeDigest],
      ['WITHDRAWN', 'EN', noticeDigest],
      ['DECLINED', 'EN', noticeDigest],
      ['ACCEPTED', 'EN', noticeDigest],
      ['DECLINED', null, null],
      ['ACCEPTED', 'EN', noticeDigest],
      ['WITHDRAWN', 'ZH_CN', await noticeDigestOf(chinese, invitationId)],
    ]);
    expect((await evidenceOf(world.admin, upgradeId)).report.problems).toEqual([]);
    const events = world.admin.subscribe<{ groupUpgradeEvents: { sequence: number; toState: string } }>(
      'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { sequence toState } }',
      { id: upgradeId },
    );
    const last = receipts.at(-1)?.sequence;
    const states = new Map<number, string>();
    await events.until(({ groupUpgradeEvents: { sequence, toState } }) => {
      states.set(sequence, toState);
      return sequence === last;
    });
    await events.close();
    expect(receipts.map(({ sequence }) => states.get(sequence))).toEqual(
      receipts.map(({ answer }) => answer),
    );
    const page = await api.succeed(
      `query ($id: ID!) { invitation(id: $id) { receipts(first: 2) { totalCount pageInfo { hasNextPage } } } }`,
      { id: invitationId },
    );
    expect(page).toEqual({
      invitation: { receipts: { totalCount: 7, pageInfo: { hasNextPage: true } } },
    });
  });

  test('is what the audit entry of its answer names, and neither a reason nor a mobile stands there', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const { api, invitationId } = await asked(world, 1);
    await mutate(api, 'declineInvitation', { invitationId, reason: 'between us' });
    const [receipt] = await receiptsOf(api, invitationId);
    const entries = await server.app.database.rows<{ details: string }>(
      `select details from audit_entry where command = 'declineInvitation' and subject_id = $1`,
      [localId('Invitation', invitationId)],
    );
    expect(entries.map(({ details }) => JSON.parse(details))).toEqual([
      {
        groupUpgradeId: expect.any(String),
        answer: 'DECLINED',
        receiptId: localId('Receipt', receipt?.id ?? ''),
        receiptDigest: receipt?.digest,
        reasonGiven: true,
      },
    ]);
  });

  test('tells through what the person came to the question last', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const { api, invitationId } = await asked(world, 1);
    await server.app.database.run(`update invitation set opened_by = 'EMAIL' where id = $1`, [
      localId('Invitation', invitationId),
    ]);
    await accept(api, invitationId);
    expect(await receiptsOf(api, invitationId)).toMatchObject([{ channel: 'EMAIL' }]);
  });

  test('stays with who gave the answer when somebody else is asked afterwards', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    const { api, invitationId } = await asked(world, 1);
    await accept(api, invitationId);
    const [given] = await receiptsOf(api, invitationId);
    await mutate(world.admin, 'publishNotice', {
      organizationId: world.organizationId,
      textEn: LEAST_NOTICE,
      textZh: LEAST_NOTICE,
      expectedVersion: 0,
    });
    expect(await refusal(world.admin, 'adoptNotice', { groupUpgradeId: upgradeId })).toBeUndefined();
    const mobile = newMobile();
    const other = await server.signIn(mobile);
    const mobiles = `platformId,mobile\np1,${mobile}`;
    expect(await importMobiles(world.admin, world.sourceGroupId, mobiles)).toMatchObject({ succeeded: 1 });
    expect(await receiptsOf(other, invitationId)).toEqual([]);
    expect(await other.errorCodes(READ, { id: given?.id })).toEqual(['NOT_FOUND']);
    expect(await readReceipt(api, given?.id ?? '')).toMatchObject({ answer: 'ACCEPTED', noticeEdition: 1 });
    expect(
      await api.succeed('query ($id: ID!) { receipt(id: $id) { notice { edition text { text } } } }', {
        id: given?.id,
      }),
    ).toMatchObject({
      receipt: { notice: { edition: 1, text: { text: expect.stringContaining('cut-over') } } },
    });
  });

  test('verifies without its person once they are erased, and is theirs no more', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const { api, invitationId } = await asked(world, 1);
    await accept(api, invitationId);
    const other = await asked(world, 2);
    await accept(other.api, other.invitationId);
    const [before] = await receiptsOf(api, invitationId);
    const person = await server.app.database.row<{ id: string }>('select id from person where mobile = $1', [
      mobileAt(world, 1),
    ]);
    const erase = (): Promise<number> =>
      server.app.database.transaction((tx) => eraseReceipts({ tx }, person?.id ?? ''));
    expect(await erase()).toBe(1);
    expect(await erase()).toBe(0);
    const [after] = await receiptsInUpgrade(world.admin, upgradeId, invitationId);
    expect(after).toEqual({
      ...before,
      erased: true,
      platform: null,
      platformId: null,
      name: null,
      mobile: null,
      address: null,
      client: null,
      salt: null,
      personalPart: null,
    });
    expect(sha256(after?.body ?? '')).toBe(before?.digest);
    expect(await api.errorCodes(READ, { id: before?.id })).toEqual(['NOT_FOUND']);
    const stored = await receiptsOfUpgrade(
      server.app.database,
      localId('GroupUpgrade', upgradeId),
      before?.sequence ?? 0,
      10,
    );
    expect(stored).toMatchObject([{ answer: 'ACCEPTED', person: { mobile: mobileAt(world, 2) } }]);
  });
});
