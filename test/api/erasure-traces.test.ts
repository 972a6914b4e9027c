import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maskMobile } from '#modules/identity/public.js';
import { localId } from '#platform/graphql/relay.js';
import { erase } from '../support/erasure.js';
import { asJsonl, importGroup, importMobiles, member as exported, message } from '../support/groups.js';
import { runJobs, untilTold } from '../support/life.js';
import { change, member } from '../support/members.js';
import { listedColumns, mayStay } from '../support/personal-data.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, cutOver, invitationOf, mutate } from '../support/upgrades.js';
import { organizationWithAdministrator } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** The columns of the database that hold texts, as `table.column`. */
async function textColumns(): Promise<string[]> {
  const rows = await server.app.database.rows<{ name: string }>(
    `select c.table_name || '.' || c.column_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name not like '%migration%'
       and (c.data_type in ('text', 'character varying', 'jsonb', 'json', 'tsvector') or c.udt_name in ('_text', '_varchar'))`,
  );
  return rows.map(({ name }) => name).toSorted();
}

/** Where a text still stands. */
async function traces(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await textColumns()) {
    const [table, column] = name.split('.');
    const row = await server.app.database.row(
      `select 1 from "${table}" where strpos(lower("${column}"::text), lower($1)) > 0 limit 1`,
      [text],
    );
    if (row) found.push(name);
  }
  return found;
}

test('what becomes of every column of texts is laid down', async () => {
  expect(await textColumns()).toEqual(listedColumns());
});

test('an erased person stands in no column but those that are laid down to stay', async () => {
  const world = await organizationWithAdministrator(server);
  const { admin, organizationId, adminMobile } = world;
  const boss = await member(server, world);
  const person = await member(server, world);
  const names = {
    userId: 'zhao.of.traces',
    name: 'Zhao Traced',
    alias: 'Zhaotje',
    email: 'zhao@traces.example',
    position: 'tracing officer',
  };
  const { userErrors } = await change(admin, 'updateMember', {
    memberId: person.id,
    managerId: boss.id,
    ...names,
  });
  expect(userErrors).toEqual([]);
  const body = asJsonl({
    meta: { groupId: 'group-of-traces', ownerId: 'wxid_owner_of_traces' },
    members: [
      exported('wxid_owner_of_traces'),
      exported('wxid_zhao', { accountName: 'Zhao Account', groupNickname: 'Zhao Nick' }),
    ],
    messages: [
      message('m1', 'wxid_owner_of_traces', 1_750_000_000),
      message('m2', 'wxid_zhao', 1_750_000_001, { accountName: 'Zhao Earlier', content: 'hello' }),
    ],
  });
  const imported = await importGroup(admin, organizationId, body);
  const sourceGroupId = imported.result?.id ?? '';
  const mobiles = `platformId,mobile\nwxid_owner_of_traces,${adminMobile}\nwxid_zhao,${person.mobile}`;
  await importMobiles(admin, sourceGroupId, mobiles);
  expect((await mutate(admin, 'saveUpgradePreflight', { sourceGroupId })).userErrors).toEqual([]);
  const started = await mutate<{ groupUpgrade: { id: string } }>(
    admin,
    'startGroupUpgrade',
    { sourceGroupId, coolingOffHours: 0 },
    'groupUpgrade { id }',
  );
  const groupUpgradeId = started.groupUpgrade.id;
  await untilTold(server);
  const reminded = await mutate(
    admin,
    'remindMembers',
    { groupUpgradeId, escalate: true },
    'reminded escalated',
  );
  expect(reminded).toMatchObject({ escalated: 1, userErrors: [] });
  const { id: invitationId } = await invitationOf(person.api);
  await mutate(person.api, 'declineInvitation', { invitationId, reason: 'a reason of Zhao' });
  const again = await mutate(admin, 'reinviteMembers', {
    groupUpgradeId,
    invitationIds: [invitationId],
  });
  expect(again.userErrors).toEqual([]);
  await mutate(person.api, 'declineInvitation', { invitationId, reason: 'another reason of Zhao' });
  expect((await accept(person.api, invitationId)).userErrors).toEqual([]);
  const owner = await invitationOf(admin);
  expect((await accept(admin, owner.id)).userErrors).toEqual([]);
  expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
  // As a channel stores where it has sent a message to.
  await server.app.database.run('update delivery set sent_to = $2 where member_id = $1', [
    localId('Member', person.id),
    maskMobile(person.mobile),
  ]);
  const told = [
    person.mobile,
    maskMobile(person.mobile),
    'wxid_zhao',
    'Zhao Account',
    'Zhao Nick',
    'Zhao Earlier',
    'reason of Zhao',
    ...Object.values(names),
  ];
  for (const text of told) expect([text, await traces(text)]).not.toEqual([text, []]);

  await erase(server, person.api);
  await untilTold(server);
  await runJobs(server);

  const left = new Map<string, string[]>();
  for (const text of told) {
    const columns = await traces(text);
    expect(columns.filter((column) => !mayStay(column))).toEqual([]);
    if (columns.length > 0) left.set(text, columns);
  }
  // Others have written nothing about this person, so that nothing is left but the masked mobile in what is chained.
  expect([...left]).toEqual([[maskMobile(person.mobile), ['audit_entry.details']]]);
  expect(
    await server.app.database.rows('select 1 from invitation_link where invitation_id = $1', [
      localId('Invitation', invitationId),
    ]),
  ).toEqual([]);
});
