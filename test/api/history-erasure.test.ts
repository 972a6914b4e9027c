import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendEntries } from '#modules/audit/public.js';
import { chainStored } from '#modules/group/data/conversations.js';
import { HistoryChain } from '#modules/group/domain/history-proof.js';
import { type ErasedAuthor, eraseAuthor } from '#modules/group/public.js';
import { createHub } from '#platform/events/hub.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import type { Api } from '../support/api.js';
import { asJsonl, type Ended, ended, importGroup, type Json, member, message } from '../support/groups.js';
import { startServer, type TestServer } from '../support/server.js';
import { historyOf, takenOver } from '../support/taken-over.js';
import { invitationOf, mutate, start } from '../support/upgrades.js';
import { groupWorld } from '../support/group-world.js';
import { organizationWithAdministrator } from '../support/world.js';

/** Each group lives its whole life through the API first. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const localOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

/** What the module that erases a person does, in the transaction of its own command. */
function erase(
  organizationId: string,
  platformId: string,
  before: (context: EffectContext) => Promise<void> = async () => undefined,
): Promise<ErasedAuthor> {
  const runner = new Runner({
    database: server.app.database,
    authority: authorityOver(
      {},
      async () => [],
      async () => true,
    ),
    hub: createHub(),
    reactions: [],
    audit: appendEntries,
  });
  return runner.perform('erasePerson', async (context) => {
    const erased = await eraseAuthor(context, {
      organizationId: localOf(organizationId),
      platform: 'wechat',
      platformId,
    });
    await before(context);
    return erased;
  });
}

async function isEqual(api: Api, groupId: string): Promise<boolean> {
  const { operation } = await mutate<{ operation: { id: string } | null }>(
    api,
    'verifyHistory',
    { groupId },
    'operation { id }',
  );
  const { result } = await ended(api, operation?.id ?? '');
  const { node } = await api.succeed<{ node: { equal: boolean } }>(
    'query ($id: ID!) { node(id: $id) { ... on HistoryVerification { equal } } }',
    { id: result?.id ?? '' },
  );
  return node.equal;
}

/** In how many rows of the group's tables, and of what was told of imports, a text stands. */
async function traces(text: string): Promise<number> {
  const row = await server.app.database.row<{ count: number }>(
    `select (select count(*) from message m where m::text like $1)
       + (select count(*) from consumer_identity i where i::text like $1)
       + (select count(*) from roster_entry e where e::text like $1)
       + (select count(*) from operation_row r join operation o on o.id = r.operation_id
            where o.kind like 'IMPORT_SOURCE_GROUP%' and r::text like $1)
       + (select count(*) from audit_entry a where a::text like $1) as count`,
    [`%${text}%`],
  );
  return row?.count ?? 0;
}

interface Group {
  readonly admin: Api;
  readonly organizationId: string;
  readonly id: string;
  import(file: { members: readonly Json[]; messages: readonly Json[]; meta?: Json }): Promise<Ended>;
}

let groups = 0;

async function newGroup(
  members: readonly Json[],
  messages: readonly Json[],
  meta: Json = {},
): Promise<Group> {
  const { admin, organizationId } = await organizationWithAdministrator(server);
  groups += 1;
  const groupId = `erasure-${groups}`;
  const importFile: Group['import'] = (file) =>
    importGroup(admin, organizationId, asJsonl({ ...file, meta: { groupId, ...meta, ...file.meta } }));
  const { result } = await importFile({ members, messages });
  return { admin, organizationId, id: result?.id ?? '', import: importFile };
}

interface Stored {
  readonly ordinal: number;
  readonly sender: string;
  readonly names: boolean;
  readonly content: string;
}

function storedOf({ id }: Group): Promise<Stored[]> {
  return server.app.database.rows<Stored>(
    `select m.ordinal, m.sender_platform_id as sender, num_nonnulls(m.account_name, m.group_nickname) > 0 as names, m.content
     from message m join source_group g on g.conversation_id = m.conversation_id where g.id = $1 order by 1`,
    [localOf(id)],
  );
}

test('an erased author is a pseudonym of each history, what they wrote stays, and the proof stands', async () => {
  const messages = [
    message('m1', 'wxid_erin', 1_600_000_000, { content: '第一', accountName: 'Erin Early' }),
    message('m2', 'anna', 1_600_000_001, { content: 'second' }),
    message('m3', 'wxid_erin', 1_600_000_002, { content: '第三', groupNickname: 'Erin Late' }),
    message('m4', 'wxid_finn', 1_600_000_003, { content: 'fourth', accountName: 'Finn' }),
  ];
  const group = await takenOver(server, { joined: ['wxid_erin'], excluded: ['wxid_finn'], messages });
  const mobile = group.mobiles.get('wxid_erin') ?? '';
  expect(await erase(group.organizationId, 'wxid_erin')).toEqual({
    messages: 2,
    rosterEntries: 1,
    sourceGroupIds: [localOf(group.sourceGroupId)],
  });
  await erase(group.organizationId, 'wxid_finn');
  const { messages: seen } = await historyOf(group.admin, group.enterpriseGroupId);
  expect(seen.map(({ content }) => content)).toEqual(['第一', 'second', '第三', 'fourth']);
  const [first, , third, fourth] = seen.map(({ sender }) => sender);
  expect(first).toEqual({
    closed: true,
    displayName: expect.stringMatching(/^erased-[0-9a-f]{8}$/),
    platformId: null,
    member: null,
  });
  expect(third).toEqual(first);
  expect(fourth?.displayName).toMatch(/^erased-/);
  expect(fourth?.displayName).not.toBe(first?.displayName);
  expect(await isEqual(group.admin, group.enterpriseGroupId)).toBe(true);
  for (const text of ['wxid_erin', 'wxid_finn', 'Erin', 'Finn'])
    expect([text, await traces(text)]).toEqual([text, 0]);
  expect(
    await server.app.database.rows('select 1 from consumer_identity where mobile = $1', [mobile]),
  ).toEqual([]);
  expect(await erase(group.organizationId, 'wxid_erin')).toEqual({
    messages: 0,
    rosterEntries: 0,
    sourceGroupIds: [],
  });
});

test('what an erased author wrote cannot be changed unnoticed', async () => {
  const group = await newGroup([member('anna'), member('erin')], [message('m1', 'erin', 1_600_000_000)]);
  await erase(group.organizationId, 'erin');
  expect(await isEqual(group.admin, group.id)).toBe(true);
  await server.app.database.run(
    `update message set content = 'forged' from source_group g where g.conversation_id = message.conversation_id and g.id = $1`,
    [localOf(group.id)],
  );
  expect(await isEqual(group.admin, group.id)).toBe(false);
});

test('a later export brings back nobody, adds what is new under the pseudonym, and nothing twice', async () => {
  const owner = { ownerId: 'wxid_gina' };
  const members = [
    member('anna'),
    member('wxid_gina', { accountName: 'Gina', groupNickname: 'Gi', aliases: ['Gigi'] }),
  ];
  const gina = (id: string | null, at: number): Json =>
    message(id, 'wxid_gina', at, { accountName: 'Gina', content: `at ${at}` });
  const messages = [gina('m1', 1_600_000_000), gina(null, 1_600_000_001), gina(null, 1_600_000_001)];
  const group = await newGroup(members, messages, owner);
  await erase(group.organizationId, 'wxid_gina');
  const before = await storedOf(group);
  expect(before.map(({ names }) => names)).toEqual([false, false, false]);
  const again = await group.import({ members, messages });
  expect(again).toMatchObject({ state: 'SUCCEEDED' });
  expect(await storedOf(group)).toEqual(before);
  const more = [
    ...messages,
    gina('m4', 1_600_000_004),
    gina(null, 1_600_000_005),
    message('m6', 'anna', 1_600_000_006),
  ];
  expect(await group.import({ members, messages: more })).toMatchObject({ state: 'SUCCEEDED' });
  const after = await storedOf(group);
  expect(after.slice(0, 3)).toEqual(before);
  expect(after.slice(3)).toEqual([
    { ordinal: 4, sender: before[0]?.sender, names: false, content: 'at 1600000004' },
    { ordinal: 5, sender: before[0]?.sender, names: false, content: 'at 1600000005' },
    { ordinal: 6, sender: 'anna', names: true, content: 'anna at 1600000006' },
  ]);
  expect(await isEqual(group.admin, group.id)).toBe(true);
  for (const text of ['wxid_gina', 'Gina', 'Gigi']) expect([text, await traces(text)]).toEqual([text, 0]);
  const { sourceGroup } = await group.admin.succeed<Record<'sourceGroup', unknown>>(
    'query ($id: ID!) { sourceGroup(id: $id) { memberCount owner { platformId } roster(first: 5) { edges { node { platformId accountName } } } } }',
    { id: group.id },
  );
  expect(sourceGroup).toEqual({
    memberCount: 2,
    owner: { platformId: before[0]?.sender },
    roster: {
      edges: [
        { node: { platformId: 'anna', accountName: 'anna' } },
        { node: { platformId: before[0]?.sender, accountName: null } },
      ],
    },
  });
});

test('somebody who has only written, and was never on the roster, is erased and recognized too', async () => {
  const messages = [message('m1', 'wxid_hugo', 1_600_000_000, { accountName: 'Hugo', content: 'one' })];
  const group = await newGroup([member('anna')], messages);
  await erase(group.organizationId, 'wxid_hugo');
  await group.import({
    members: [member('anna'), member('wxid_hugo', { accountName: 'Hugo' })],
    messages: [
      ...messages,
      message('m2', 'wxid_hugo', 1_600_000_001, { accountName: 'Hugo', content: 'two' }),
    ],
  });
  for (const text of ['wxid_hugo', 'Hugo']) expect([text, await traces(text)]).toEqual([text, 0]);
  expect(await isEqual(group.admin, group.id)).toBe(true);
});

test('nobody is erased from another organization, though the id is the same', async () => {
  const people = [member('anna'), member('wxid_ida')];
  const messages = [message('m1', 'wxid_ida', 1_600_000_000)];
  const [one, other] = [await newGroup(people, messages), await newGroup(people, messages)];
  await erase(one.organizationId, 'wxid_ida');
  expect((await storedOf(one))[0]?.sender).toMatch(/^erased-/);
  expect((await storedOf(other))[0]?.sender).toBe('wxid_ida');
  expect(await erase(other.organizationId, 'wxid_nobody')).toMatchObject({ sourceGroupIds: [] });
});

test.each([
  ['that stands is proved as before, in version 2', false],
  ['that does not stand stays unproved', true],
])('a history in version 1 of the proof %s', async (_, forged) => {
  const messages = [message('m1', 'anna', 1_600_000_000), message('m2', 'jo', 1_600_000_001)];
  const group = await newGroup([member('anna'), member('jo')], messages);
  const { database } = server.app;
  const row = await database.row<{ id: string }>(
    'select conversation_id as id from source_group where id = $1',
    [localOf(group.id)],
  );
  const chain = new HistoryChain(0, undefined, 1);
  await chainStored(database, row?.id ?? '', chain);
  await database.run(
    `update conversation set proof_version = 1, chain = decode($2, 'hex'), source_chain = decode($2, 'hex') where id = $1`,
    [row?.id, chain.digest],
  );
  if (forged)
    await database.run(`update message set content = 'x' where conversation_id = $1 and ordinal = 1`, [
      row?.id,
    ]);
  await erase(group.organizationId, 'jo');
  expect(await isEqual(group.admin, group.id)).toBe(!forged);
  await group.import({ members: [member('anna')], messages: [message('m3', 'anna', 1_600_000_003)] });
  expect(await storedOf(group)).toHaveLength(3);
  expect(await isEqual(group.admin, group.id)).toBe(!forged);
});

test('an import that comes while somebody is being erased waits, and does not bring them back', async () => {
  const members = [member('anna'), member('wxid_kim')];
  const messages = [message('m1', 'wxid_kim', 1_600_000_000, { accountName: 'Kim' })];
  const group = await newGroup(members, messages);
  const more = {
    members,
    messages: [...messages, message('m2', 'wxid_kim', 1_600_000_001, { accountName: 'Kim' })],
  };
  let imported: Promise<Ended> | undefined;
  await erase(group.organizationId, 'wxid_kim', async () => {
    imported = group.import(more);
    await untilHeldOff();
  });
  expect(await imported).toMatchObject({ state: 'SUCCEEDED' });
  expect((await storedOf(group)).map(({ sender }) => sender)).toEqual([
    expect.stringMatching(/^erased-/),
    expect.stringMatching(/^erased-/),
  ]);
});

/** Until somebody waits for an advisory lock. */
async function untilHeldOff(): Promise<void> {
  for (;;) {
    const row = await server.app.database.row(
      `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and not l.granted and a.datname = current_database()`,
    );
    if (row) return;
    await setImmediate();
  }
}

test('an open upgrade follows: nobody can answer for the erased any more', async () => {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
  await start(world);
  const [, one] = world.people;
  const api = await server.signIn(one?.mobile ?? '');
  expect(await invitationOf(api)).toMatchObject({ state: 'PENDING' });
  const { id } = await invitationOf(api);
  await erase(world.organizationId, one?.platformId ?? '');
  const stateOf = () =>
    server.app.database.row<{ state: string; reason: string | null }>(
      'select state, blocked_reason as reason from invitation where id = $1',
      [localOf(id)],
    );
  while ((await stateOf())?.state === 'PENDING') await setImmediate();
  expect(await stateOf()).toEqual({ state: 'BLOCKED', reason: 'UNKNOWN_MOBILE' });
});
