import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainStored } from '#modules/group/data/conversations.js';
import { authorDigest, HistoryChain } from '#modules/group/domain/history-proof.js';
import type { Api } from '../support/api.js';
import { asJsonl, ended, importGroup, importMobiles, member, message } from '../support/groups.js';
import { change } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { fileOf, type TakenOver, takenOver } from '../support/taken-over.js';
import { mutate } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

/** Each group lives its whole life through the API first. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const localOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

const messages = Array.from({ length: 7 }, (_, index) =>
  message(`m${index}`, index % 2 === 0 ? 'anna' : 'cy', 1_600_000_000 + index),
);

interface Verification {
  readonly equal: boolean;
  readonly source: { readonly messageCount: number; readonly digest: string };
  readonly storedCount: number;
  readonly storedDigest: string | null;
  readonly missingOrdinal: number | null;
  readonly shown: { readonly messageCount: number; readonly digest: string } | null;
}

/** Verifies to the end and reads the result where the operation says it is. */
async function verified(api: Api, groupId: string): Promise<Verification> {
  const { operation } = await mutate<{ operation: { id: string; kind: string } | null }>(
    api,
    'verifyHistory',
    { groupId },
    'operation { id kind }',
  );
  expect(operation?.kind).toBe('VERIFY_HISTORY');
  const end = await ended(api, operation?.id ?? '');
  expect(end).toMatchObject({ state: 'SUCCEEDED', failed: 0 });
  const { node } = await api.succeed<{ node: Verification }>(
    `query ($id: ID!) { node(id: $id) { ... on HistoryVerification {
       equal source { messageCount digest } storedCount storedDigest missingOrdinal shown { messageCount digest } } } }`,
    { id: end.result?.id ?? '' },
  );
  return node;
}

async function conversationOf(sourceGroupId: string): Promise<string> {
  const row = await server.app.database.row<{ id: string }>(
    'select conversation_id as id from source_group where id = $1',
    [localOf(sourceGroupId)],
  );
  return row?.id ?? '';
}

describe('verifyHistory', () => {
  let group: TakenOver;
  beforeAll(async () => {
    group = await takenOver(server, { joined: ['cy'], messages });
  });

  test('finds source, stored and shown equal after a cut-over, asked for the old group or the new one', async () => {
    const ofNew = await verified(group.admin, group.enterpriseGroupId);
    const proof = { messageCount: messages.length, digest: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(ofNew).toEqual({
      equal: true,
      source: proof,
      storedCount: messages.length,
      storedDigest: ofNew.source.digest,
      missingOrdinal: null,
      shown: ofNew.source,
    });
    expect(await verified(group.admin, group.sourceGroupId)).toEqual(ofNew);
  });

  test('shows nothing of a new group as long as there is none', async () => {
    const { admin, organizationId } = group;
    const imported = await importGroup(admin, organizationId, fileOf('not-taken-over', ['cy'], messages));
    expect(await verified(admin, imported.result?.id ?? '')).toMatchObject({ equal: true, shown: null });
  });

  test('finds one character that was changed in the table, and a message that was taken out of it', async () => {
    const own = await takenOver(server, { joined: ['cy'], messages });
    const before = await verified(own.admin, own.enterpriseGroupId);
    const of = [await conversationOf(own.sourceGroupId)];
    await server.app.database.run(
      `update message set content = overlay(content placing 'X' from 1) where conversation_id = $1 and ordinal = 4`,
      of,
    );
    const changed = await verified(own.admin, own.enterpriseGroupId);
    const digest = changed.storedDigest;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digest).not.toBe(before.source.digest);
    expect(changed).toEqual({
      ...before,
      equal: false,
      storedDigest: digest,
      shown: { messageCount: messages.length, digest },
    });
    await server.app.database.run('delete from message where conversation_id = $1 and ordinal = 4', of);
    expect(await verified(own.admin, own.enterpriseGroupId)).toEqual({
      ...before,
      equal: false,
      storedCount: messages.length - 1,
      storedDigest: null,
      missingOrdinal: 4,
      shown: { messageCount: messages.length - 1, digest: expect.not.stringMatching(before.source.digest) },
    });
    await server.app.database.run('delete from message where conversation_id = $1 and ordinal > 3', of);
    expect(await verified(own.admin, own.enterpriseGroupId)).toMatchObject({
      equal: false,
      storedCount: 3,
      missingOrdinal: null,
      shown: { messageCount: 3 },
    });
  });

  const shownMessages = [
    message('m1', 'anna', 1_600_000_000, { groupNickname: 'Anna' }),
    message('m2', 'bo', 1_600_000_001, { replyToMessageId: 'm1', accountName: 'Bo of then' }),
    message('m3', 'anna2', 1_600_000_002),
    message('m4', 'cy', 1_600_000_003, { type: 81, content: 'was taken back' }),
    message('m5', 'ghost', 1_600_000_004),
  ];
  const AUTHOR = `enterprise_group_id = $1 and roster_entry_id in (select e.id from roster_entry e
    join consumer_identity i on i.id = e.identity_id where i.platform_id = $2)`;

  test.each([
    ['a member who is shown as a stranger', `delete from enterprise_group_author where ${AUTHOR}`, ['cy']],
    [
      'a member whose id on the platform is another one now, by which somebody else’s messages are shown as theirs',
      `update consumer_identity i set platform_id = $3 from enterprise_group h
       where h.id = $1 and i.organization_id = h.organization_id and i.platform_id = $2`,
      ['cy', 'ghost'],
    ],
    [
      'a member’s messages that are shown as another member’s',
      `update enterprise_group_author set place_id = (select place_id from enterprise_group_author
         where ${AUTHOR.replace('$2', '$3')}) where ${AUTHOR}`,
      ['cy', 'anna'],
    ],
    [
      'a member’s messages that are shown under the account of somebody who did not join',
      `update enterprise_group_member set person_id = (select p.id from person p
         join consumer_identity i on i.mobile = p.mobile join enterprise_group h on h.organization_id = i.organization_id
         where h.id = $1 and i.platform_id = $3) where ${AUTHOR}`,
      ['cy', 'bo'],
    ],
    [
      'a second identity of a member that is shown as nobody’s, and one who did not join as a member',
      `update enterprise_group_author set roster_entry_id = (select e.id from roster_entry e
         join consumer_identity i on i.id = e.identity_id join enterprise_group h on h.source_group_id = e.source_group_id
         where h.id = $1 and i.platform_id = 'bo') where ${AUTHOR}`,
      ['anna2'],
    ],
    [
      'a name that nobody erased and that is gone all the same',
      `update consumer_identity i set erased_at = now(), mobile = null, tombstone = '\\x00' from enterprise_group h
       where h.id = $1 and i.organization_id = h.organization_id and i.platform_id = $2`,
      ['bo'],
    ],
    [
      'other words that were put in somebody’s name, behind a digest that was kept of the right one',
      `with kept as (
         insert into message_erasure (conversation_id, ordinal, author_digest)
         select h.conversation_id, 2, decode($3, 'hex') from enterprise_group h where h.id = $1)
       update message m set account_name = $2 from enterprise_group h
       where h.id = $1 and m.conversation_id = h.conversation_id and m.ordinal = 2`,
      [
        'Somebody else',
        Buffer.from(authorDigest({ sender: 'bo', accountName: 'Bo of then', groupNickname: null })).toString(
          'hex',
        ),
      ],
    ],
    [
      'a proof that is not that of what is read',
      `update conversation c set message_count = message_count + 1 from enterprise_group h
       where h.id = $1 and c.id = h.conversation_id and $2 <> ''`,
      ['-'],
    ],
  ])('finds %s, though every stored message is as it was imported', async (_what, damage, params) => {
    const own = await takenOver(server, {
      joined: ['cy'],
      excluded: ['bo'],
      twice: { anna2: 'anna' },
      messages: shownMessages,
    });
    const before = await verified(own.admin, own.enterpriseGroupId);
    expect(before).toMatchObject({ equal: true, shown: before.source });
    expect(await server.app.database.run(damage, [localOf(own.enterpriseGroupId), ...params])).toBe(1);
    const after = await verified(own.admin, own.enterpriseGroupId);
    expect(after).toEqual({ ...before, equal: false, shown: expect.anything() });
    expect(after.shown).not.toEqual(before.source);
  });

  test('finds another history behind the group, and stays equal when a person is matched otherwise afterwards', async () => {
    const own = await takenOver(server, {
      joined: ['cy'],
      twice: { anna2: 'anna' },
      messages: shownMessages,
    });
    const other = await importGroup(own.admin, own.organizationId, fileOf('elsewhere', ['anna2'], []));
    const mobiles = `platformId,mobile\nanna2,${newMobile()}`;
    expect(await importMobiles(own.admin, other.result?.id ?? '', mobiles)).toMatchObject({ succeeded: 1 });
    expect(await verified(own.admin, own.enterpriseGroupId)).toMatchObject({ equal: true });
    await server.app.database.run(
      `update enterprise_group set conversation_id =
         (select conversation_id from enterprise_group where id = $2) where id = $1`,
      [localOf(own.enterpriseGroupId), localOf(group.enterpriseGroupId)],
    );
    const { source } = await verified(group.admin, group.enterpriseGroupId);
    expect(await verified(own.admin, own.enterpriseGroupId)).toMatchObject({
      equal: false,
      shown: { messageCount: source.messageCount },
    });
  });

  test('is an auditor’s right, no mere member’s, and nobody’s of another organization', async () => {
    const MUTATION =
      'mutation ($input: VerifyHistoryInput!) { verifyHistory(input: $input) { userErrors { code } } }';
    const input = { groupId: group.enterpriseGroupId };
    const cy = await server.signIn(group.mobiles.get('cy') ?? '');
    expect(await cy.errorCodes(MUTATION, { input })).toEqual(['FORBIDDEN']);
    await change(group.admin, 'assignMemberRoles', {
      memberId: await group.accountOf('cy'),
      roles: ['AUDITOR'],
    });
    expect(await verified(cy, group.enterpriseGroupId)).toMatchObject({ equal: true });
    const stranger = await organizationWithAdministrator(server);
    expect(await stranger.admin.errorCodes(MUTATION, { input })).toEqual(['NOT_FOUND']);
    for (const groupId of [group.organizationId, 'nonsense'])
      expect(await group.admin.errorCodes(MUTATION, { input: { groupId } })).toEqual(['NOT_FOUND']);
  });

  test('a history that was begun in version 1 of the proof goes on in it, and stays equal', async () => {
    const { admin, organizationId } = group;
    const meta = { groupId: 'version-1' };
    const file = (count: number) =>
      asJsonl({ meta, members: [member('anna')], messages: messages.slice(0, count) });
    const imported = await importGroup(admin, organizationId, file(4));
    const conversationId = await conversationOf(imported.result?.id ?? '');
    const first = new HistoryChain(0, undefined, 1);
    await chainStored(server.app.database, conversationId, first);
    await server.app.database.run(
      `update conversation set proof_version = 1, chain = decode($2, 'hex'), source_chain = decode($2, 'hex') where id = $1`,
      [conversationId, first.digest],
    );
    expect(await importGroup(admin, organizationId, file(messages.length))).toMatchObject({
      state: 'SUCCEEDED',
    });
    const whole = new HistoryChain(0, undefined, 1);
    await chainStored(server.app.database, conversationId, whole);
    expect(await verified(admin, imported.result?.id ?? '')).toMatchObject({
      equal: true,
      storedCount: messages.length,
      storedDigest: whole.digest,
    });
  });
});
