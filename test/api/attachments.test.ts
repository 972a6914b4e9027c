import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { importMembers } from '../support/group-world.js';
import {
  asJsonl,
  ended,
  type Ended,
  importGroup,
  importMobiles,
  type Json,
  member,
  message,
} from '../support/groups.js';
import { member as newMember } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, refusal } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator, upload, type World } from '../support/world.js';

const SUMMARY = `query ($id: ID!, $first: Int = 50, $after: String) { sourceGroup(id: $id) {
  attachmentSummary { total present missing }
  missingAttachments(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { ordinal platformMessageId type sentAt } } } } }`;
const HISTORY = `query ($id: ID!) { enterpriseGroup(id: $id) { history(first: 20) { edges { node {
  ordinal attachmentMissing attachment { reference fileName bytes sha256 } } } } } }`;

const HEADER = 'platformMessageId,reference,fileName,bytes,sha256';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const line = (id: string, name = `${id}.bin`): string =>
  `${id},store/${name},${name},${name.length},${hashOf(name)}`;
const fileOf = (id: string, name = `${id}.bin`): object => ({
  reference: `store/${name}`,
  fileName: name,
  bytes: name.length,
  sha256: hashOf(name),
});

interface Summary {
  readonly attachmentSummary: { readonly total: number; readonly present: number; readonly missing: number };
  readonly missingAttachments: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly node: { readonly platformMessageId: string | null } }[];
  };
}

describe('the attachments of a group', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
  });
  afterAll(() => server.stop());

  /** Text, image, voice, video, file, sticker, recalled, and an image without an id. */
  const messages: readonly Json[] = [
    message('text', 'anna', 1),
    message('image', 'anna', 2, { type: 1, content: '[图片]' }),
    message('voice', 'anna', 3, { type: 2 }),
    message('video', 'bo', 4, { type: 3 }),
    message('file', 'bo', 5, { type: 4 }),
    message('sticker', 'bo', 6, { type: 5 }),
    message('recalled', 'bo', 7, { type: 81 }),
    message(null, 'bo', 8, { type: 1 }),
  ];

  let groups = 0;
  async function newGroup(more: readonly Json[] = []): Promise<string> {
    const file = asJsonl({
      meta: { groupId: `g${(groups += 1)}` },
      members: [member('anna'), member('bo')],
      messages: [...messages, ...more],
    });
    const { state, result } = await importGroup(world.admin, world.organizationId, file);
    expect(state).toBe('SUCCEEDED');
    return result?.id ?? '';
  }

  async function attach(sourceGroupId: string, body: string): Promise<Ended> {
    const uploadId = await upload(world.admin, {
      purpose: 'GROUP_ATTACHMENTS',
      organizationId: world.organizationId,
      fileName: 'manifest.csv',
      body,
    });
    const started = await mutate<{ operation: { id: string } | null }>(
      world.admin,
      'importSourceGroupAttachments',
      { sourceGroupId, uploadId },
      'operation { id kind }',
    );
    if (!started.operation) throw new Error(JSON.stringify(started));
    return ended(world.admin, started.operation.id);
  }

  const manifest = (...lines: string[]): string => [HEADER, ...lines].join('\n');

  async function summaryOf(id: string, page: object = {}, api: Api = world.admin): Promise<Summary> {
    return (await api.succeed<{ sourceGroup: Summary }>(SUMMARY, { id, ...page })).sourceGroup;
  }
  const missingIn = ({ missingAttachments }: Summary): (string | null)[] =>
    missingAttachments.edges.map(({ node }) => node.platformMessageId);

  test('that nobody has given are missing: of images, voice messages, videos and files, and of nothing else', async () => {
    const id = await newGroup();
    const summary = await summaryOf(id);
    expect(summary.attachmentSummary).toEqual({ total: 5, present: 0, missing: 5 });
    expect(summary.missingAttachments.totalCount).toBe(5);
    expect(summary.missingAttachments.edges.map(({ node }) => node)).toEqual([
      { ordinal: 2, platformMessageId: 'image', type: 'IMAGE', sentAt: '1970-01-01T00:00:02.000Z' },
      { ordinal: 3, platformMessageId: 'voice', type: 'VOICE', sentAt: '1970-01-01T00:00:03.000Z' },
      { ordinal: 4, platformMessageId: 'video', type: 'VIDEO', sentAt: '1970-01-01T00:00:04.000Z' },
      { ordinal: 5, platformMessageId: 'file', type: 'FILE', sentAt: '1970-01-01T00:00:05.000Z' },
      { ordinal: 8, platformMessageId: null, type: 'IMAGE', sentAt: '1970-01-01T00:00:08.000Z' },
    ]);
    const page = await summaryOf(id, { first: 2 });
    expect(page.missingAttachments.pageInfo.hasNextPage).toBe(true);
    const { endCursor } = page.missingAttachments.pageInfo;
    expect(missingIn(await summaryOf(id, { first: 2, after: endCursor }))).toEqual(['video', 'file']);
    const after = Buffer.from('["x"]').toString('base64url');
    expect(await world.admin.errorCodes(SUMMARY, { id, after })).toEqual(['BAD_USER_INPUT']);
  });

  test('are taken by message id, columns in any order, and a second time nothing changes', async () => {
    const id = await newGroup();
    const [reference, name, bytes, hash] = ['store/a,b', 'a,b', '3', hashOf('a')];
    const body = [
      'sha256,bytes,fileName,reference,platformMessageId,remark',
      `${hash},${bytes},"${name}","${reference}",image,whatever`,
    ].join('\n');
    expect(await attach(id, body)).toMatchObject({
      state: 'SUCCEEDED',
      succeeded: 1,
      failed: 0,
      rows: [],
      result: { id },
    });
    expect((await summaryOf(id)).attachmentSummary).toEqual({ total: 5, present: 1, missing: 4 });
    const again = manifest(line('image'), line('sticker'));
    expect((await attach(id, again)).rows).toEqual([
      { line: 2, outcome: 'UPDATED', code: null, field: null, value: null },
    ]);
    expect(await attach(id, again)).toMatchObject({ succeeded: 2, failed: 0, rows: [] });
    const summary = await summaryOf(id);
    expect(summary.attachmentSummary).toEqual({ total: 6, present: 2, missing: 4 });
    expect(missingIn(summary)).toEqual(['voice', 'video', 'file', null]);
  });

  test('that are wrong are told line by line, and the sound ones are there', async () => {
    const id = await newGroup();
    const imported = await attach(
      id,
      manifest(
        line('image'),
        line('nowhere'),
        line('text'),
        line('recalled'),
        line('image', 'other.bin'),
        'voice,store/v,v,1,abc',
        'video,store/v,v,-1,' + hashOf('v'),
        ',store/v,v,1,' + hashOf('v'),
        'file,a,b',
        line('voice'),
      ),
    );
    expect(imported).toMatchObject({ state: 'SUCCEEDED', done: 10, total: 10, succeeded: 2, failed: 8 });
    const inOrder = imported.rows.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    expect(inOrder.map(({ line: at, outcome, code }) => [at, outcome, code])).toEqual([
      [3, 'FAILED', 'UNKNOWN_MESSAGE'],
      [4, 'FAILED', 'WRONG_TYPE'],
      [5, 'FAILED', 'WRONG_TYPE'],
      [6, 'FAILED', 'DUPLICATE_MESSAGE_ID'],
      [7, 'FAILED', 'BAD_HASH'],
      [8, 'FAILED', 'BAD_BYTES'],
      [9, 'FAILED', 'EMPTY_CELL'],
      [10, 'FAILED', 'WRONG_COLUMN_COUNT'],
    ]);
    expect(missingIn(await summaryOf(id))).toEqual(['video', 'file', null]);
    const fileName = await server.app.database.row(
      `select a.file_name as name from message_attachment a join source_group g on g.conversation_id = a.conversation_id
       where g.id = $1 and a.ordinal = 2`,
      [localId('SourceGroup', id)],
    );
    expect(fileName).toEqual({ name: 'image.bin' });
  });

  test('of another group are not touched by the same message ids', async () => {
    const [one, other] = [await newGroup(), await newGroup([message('elsewhere', 'bo', 9, { type: 1 })])];
    expect(await attach(one, manifest(line('image'), line('elsewhere')))).toMatchObject({
      state: 'SUCCEEDED',
      succeeded: 1,
      rows: [{ line: 3, outcome: 'FAILED', code: 'UNKNOWN_MESSAGE', value: 'elsewhere' }],
    });
    expect((await summaryOf(one)).attachmentSummary).toEqual({ total: 5, present: 1, missing: 4 });
    expect((await summaryOf(other)).attachmentSummary).toEqual({ total: 6, present: 0, missing: 6 });
  });

  test('come from a file with all the columns or from none', async () => {
    const id = await newGroup();
    const columns = 'platformMessageId,reference,fileName,bytes\nimage,a,b,1';
    expect(await attach(id, columns)).toMatchObject({ state: 'FAILED', failureCode: 'MISSING_COLUMN' });
    const wrong = await upload(world.admin, { purpose: 'GROUP_MOBILES', fileName: 'x', body: HEADER });
    const input = { sourceGroupId: id, uploadId: wrong };
    expect(await refusal(world.admin, 'importSourceGroupAttachments', input)).toBe('UPLOAD_WRONG_PURPOSE');
  });

  test('are for those who import groups; an auditor reads which are missing, a plain member does not', async () => {
    const id = await newGroup();
    const auditor = await newMember(server, world, ['AUDITOR']);
    const plain = await newMember(server, world);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    expect((await summaryOf(id, {}, auditor.api)).attachmentSummary.missing).toBe(5);
    expect(await plain.api.errorCodes(SUMMARY, { id })).toEqual(['FORBIDDEN']);
    const IMPORT = `mutation ($input: ImportSourceGroupAttachmentsInput!) {
      importSourceGroupAttachments(input: $input) { userErrors { code } } }`;
    for (const [api, code] of [
      [auditor.api, 'FORBIDDEN'],
      [plain.api, 'FORBIDDEN'],
      [stranger.admin, 'NOT_FOUND'],
    ] as const) {
      const uploadId = await upload(api, { purpose: 'GROUP_ATTACHMENTS', fileName: 'x', body: HEADER });
      expect(await api.errorCodes(IMPORT, { input: { sourceGroupId: id, uploadId } })).toEqual([code]);
    }
  });

  test('stand with the messages in the new group, for its members alone, and then stay as they are', async () => {
    const [anna, bo] = [newMobile(), newMobile()];
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'anna', mobile: anna, standing: 'ACTIVATED' },
      { platformId: 'bo', mobile: bo, standing: 'ACTIVATED' },
    ]);
    const id = await newGroup();
    await importMobiles(world.admin, id, `platformId,mobile\nanna,${anna}\nbo,${bo}`);
    await attach(id, manifest(line('image'), line('sticker')));
    const owner = await server.signIn(anna);
    expect(await refusal(owner, 'grantUpgradeMandate', { sourceGroupId: id })).toBeUndefined();
    const { groupUpgrade } = await mutate<{ groupUpgrade: { id: string; enterpriseGroup: { id: string } } }>(
      world.admin,
      'startGroupUpgrade',
      { sourceGroupId: id, coolingOffHours: 0 },
      'groupUpgrade { id enterpriseGroup { id } }',
    );
    for (const mobile of [anna, bo]) await answer(server, mobile, 'acceptInvitation');
    expect((await cutOver(world.admin, groupUpgrade.id)).userErrors).toEqual([]);

    const { enterpriseGroup } = await (
      await server.signIn(bo)
    ).succeed<{ enterpriseGroup: { history: { edges: { node: object }[] } } }>(HISTORY, {
      id: groupUpgrade.enterpriseGroup.id,
    });
    expect(enterpriseGroup.history.edges.map(({ node }) => node)).toEqual([
      { ordinal: 1, attachmentMissing: false, attachment: null },
      { ordinal: 2, attachmentMissing: false, attachment: fileOf('image') },
      { ordinal: 3, attachmentMissing: true, attachment: null },
      { ordinal: 4, attachmentMissing: true, attachment: null },
      { ordinal: 5, attachmentMissing: true, attachment: null },
      { ordinal: 6, attachmentMissing: false, attachment: fileOf('sticker') },
      { ordinal: 7, attachmentMissing: false, attachment: null },
      { ordinal: 8, attachmentMissing: true, attachment: null },
    ]);
    expect(await world.admin.errorCodes(HISTORY, { id: groupUpgrade.enterpriseGroup.id })).toEqual([
      'FORBIDDEN',
    ]);
    const uploadId = await upload(world.admin, {
      purpose: 'GROUP_ATTACHMENTS',
      fileName: 'late.csv',
      body: manifest(line('voice')),
    });
    expect(await refusal(world.admin, 'importSourceGroupAttachments', { sourceGroupId: id, uploadId })).toBe(
      'SOURCE_GROUP_CEASED',
    );
  });
});
