import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainedEntries, verifyChain } from '#modules/audit/public.js';
import { verifyConversation } from '#modules/group/public.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { erase, untilErased } from '../support/erasure.js';
import { evidenceOf } from '../support/evidence.js';
import { groupWorld } from '../support/group-world.js';
import { untilTold } from '../support/life.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { change, list, member } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accountOf,
  answer,
  cutOver,
  invitationOf,
  mutate,
  noticeDigestOf,
  refusal,
  start,
} from '../support/upgrades.js';
import { organizationWithAdministrator } from '../support/world.js';

const uuidOf = (upgradeId: string): string => localId('GroupUpgrade', upgradeId);

async function readMember(api: Api, id: string): Promise<Record<string, unknown>> {
  const { node } = await api.succeed<{ node: Record<string, unknown> }>(
    'query ($id: ID!) { node(id: $id) { ... on Member { status name userId mobile } } }',
    { id },
  );
  return node;
}

describe('the erasure of a person’s data', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** The tables in which a text still stands. */
  async function tablesWith(text: string): Promise<string[]> {
    const { database } = server.app;
    const tables = await database.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await database.rows(
        `select 1 from "${name}" t where t::text like '%' || $1 || '%' limit 1`,
        [text],
      );
      if (row) found.push(name);
    }
    return found;
  }

  async function chainsBroken(): Promise<unknown[]> {
    const { database } = server.app;
    const chains = await database.rows<{ id: string; sequence: number; hash: string }>(
      `select id, sequence, encode(hash, 'hex') as hash from audit_chain`,
    );
    const broken: unknown[] = [];
    for (const { id, sequence, hash } of chains) {
      const verified = verifyChain(await chainedEntries(database, id, 1, sequence));
      if (!verified.ok || verified.value.hash !== hash) broken.push({ id, verified });
    }
    return broken;
  }

  test('leaves every chain, the history, the receipts and the evidence of a whole life verifiable', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
    const before = await evidenceOf(world.admin, upgradeId);
    expect(before.report.problems).toEqual([]);
    const mobile = mobileAt(world, 1);
    const api = await server.signIn(mobile);
    expect(await tablesWith(mobile)).toEqual(
      expect.arrayContaining(['consumer_identity', 'member', 'person', 'receipt_person', 'sign_in_code']),
    );

    await erase(server, api);

    expect(await tablesWith(mobile)).toEqual([]);
    const after = await evidenceOf(world.admin, upgradeId);
    expect(after.report.problems).toEqual([]);
    expect(after.report.checks.find(({ name }) => name === 'receipts')?.detail).toMatch(
      /^3 receipts, 1 of them/,
    );
    expect(await chainsBroken()).toEqual([]);
    const conversation = await server.app.database.row<{ id: string; digest: string }>(
      `select c.id, encode(c.source_chain, 'hex') as digest from conversation c join source_group g on g.conversation_id = c.id
       where g.id = $1`,
      [localId('SourceGroup', world.sourceGroupId)],
    );
    expect((await verifyConversation(server.app.database, conversation?.id ?? '')).digest).toBe(
      conversation?.digest,
    );
    expect(await api.errorCodes('{ viewer { mobile } }', {})).toEqual(['UNAUTHENTICATED']);
  });

  test('leaves an account that has left, under no name, and the number free for somebody new', async () => {
    const world = await organizationWithAdministrator(server);
    const account = await member(server, world, ['AUDITOR']);
    await change(world.admin, 'updateMember', { memberId: account.id, userId: 'lisi.tester' });
    expect(await tablesWith('lisi.tester')).toEqual(['member']);
    await erase(server, account.api);
    expect(await tablesWith('lisi.tester')).toEqual([]);
    const left = await readMember(world.admin, account.id);
    expect(left).toMatchObject({ status: 'LEFT', name: expect.stringMatching(/^erased-[0-9a-f]{6}$/) });
    expect(left['mobile']).toMatch(/^erased:/);
    expect(left['userId']).toBe(account.userId);
    const anew = await server.signIn(account.mobile);
    expect(
      await anew.succeed(
        '{ viewerMemberships(first: 1) { edges { node { id } } } erasureRequest { state } }',
      ),
    ).toEqual({ viewerMemberships: { edges: [] }, erasureRequest: null });
    const again = await change(world.admin, 'createMember', {
      organizationId: world.organizationId,
      name: '新人',
      mobile: account.mobile,
    });
    expect(again.userErrors).toEqual([]);
  });

  test('erases from where the person called and leaves what others did as it was', async () => {
    const world = await organizationWithAdministrator(server);
    const account = await member(server, world);
    const origins = (): Promise<{ erased: boolean; address: string | null; actor: boolean }[]> =>
      server.app.database.rows(
        `select origin_salt is null as erased, address, actor_id = any($1::text[]) as actor
         from audit_entry where command <> 'carryOutErasure'`,
        [actorIds],
      );
    // What they did, and the codes that they asked for before they were signed in.
    const rows = await server.app.database.rows<{ id: string }>(
      `select m.person_id as id from member m where m.id = $1
       union all select c.id from member m join sign_in_code c on c.mobile = m.mobile where m.id = $1`,
      [localId('Member', account.id)],
    );
    const actorIds = rows.map(({ id }) => id);
    expect(actorIds).toHaveLength(2);
    expect((await origins()).filter(({ actor, address }) => actor && address).length).toBeGreaterThan(0);
    const others = (await origins()).filter(({ actor, erased }) => !actor && !erased).length;
    await erase(server, account.api);
    const after = await origins();
    expect(after.filter(({ actor, erased, address }) => actor && (!erased || address))).toEqual([]);
    expect(after.filter(({ actor, erased }) => !actor && !erased)).toHaveLength(others);
    expect(await chainsBroken()).toEqual([]);
  });

  test('withdraws a yes in an upgrade that is not over, and forgets what a no was given for', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    const no = await server.signIn(mobileAt(world, 2));
    await mutate(no, 'declineInvitation', {
      invitationId: (await invitationOf(no)).id,
      reason: 'a private matter',
    });
    expect(await tablesWith('a private matter')).toEqual(
      expect.arrayContaining(['group_upgrade_event', 'invitation']),
    );
    await erase(server, await server.signIn(mobileAt(world, 1)));
    await erase(server, no);
    expect(await tablesWith('a private matter')).toEqual([]);
    const rows = await server.app.database.rows(
      'select position, state, decline_reason from invitation where group_upgrade_id = $1 order by position',
      [uuidOf(upgradeId)],
    );
    expect(rows).toMatchObject([
      { position: 1, state: 'PENDING' },
      { position: 2, state: 'WITHDRAWN' },
      { position: 3, state: 'DECLINED', decline_reason: null },
      { position: 4, state: 'PENDING' },
    ]);
    expect((await evidenceOf(world.admin, upgradeId)).report.problems).toEqual([]);
  });

  test('blocks what the person was asked and has not answered', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    await erase(server, await server.signIn(mobileAt(world, 1)));
    await untilTold(server);
    const row = await server.app.database.row(
      'select state, blocked_reason from invitation where group_upgrade_id = $1 and position = 2',
      [uuidOf(upgradeId)],
    );
    expect(row).toEqual({ state: 'BLOCKED', blocked_reason: 'UNKNOWN_MOBILE' });
  });

  test('removes packs that were made before, for they name the person', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await evidenceOf(world.admin, await start(world));
    const packs = (): Promise<object[]> =>
      server.app.database.rows('select id from download where organization_id = $1', [
        localId('Organization', world.organizationId),
      ]);
    expect(await packs()).toHaveLength(1);
    await erase(server, await server.signIn(mobileAt(world, 1)));
    expect(await packs()).toEqual([]);
  });

  test('is refused to the last administrator, and done once there is another', async () => {
    const world = await organizationWithAdministrator(server);
    expect(await refusal(world.admin, 'requestErasure', {})).toBe('LAST_ADMINISTRATOR');
    const other = await member(server, world, ['ADMINISTRATOR']);
    await erase(server, world.admin);
    expect((await list({ ...world, admin: other.api })).map(({ id }) => id)).toEqual([other.id]);
  });

  test('is refused when its turn comes and the person has become the last administrator meanwhile', async () => {
    const world = await organizationWithAdministrator(server);
    const other = await member(server, world, ['ADMINISTRATOR']);
    const founder = await accountOf(world.admin);
    const { database } = server.app;
    await database.run(
      `insert into erasure_request (id, person_id, requested_at)
       select gen_random_uuid(), person_id, assent_now() from member where id = $1`,
      [localId('Member', other.id)],
    );
    await mutate(other.api, 'assignMemberRoles', { memberId: founder, roles: [] });
    await database.run(
      `select graphile_worker.add_job('evidence:erase', json_build_object('erasureRequestId', id))
       from erasure_request where state = 'REQUESTED'`,
    );
    await untilErased(server);
    expect(await other.api.succeed('{ erasureRequest { state refusal } }')).toEqual({
      erasureRequest: { state: 'REFUSED', refusal: 'LAST_ADMINISTRATOR' },
    });
    expect((await list({ ...world, admin: other.api })).map(({ status }) => status)).toEqual([
      'ACTIVATED',
      'ACTIVATED',
    ]);
  });

  test('is asked for with a sign-in of the last ten minutes, a clean reason, and by oneself', async () => {
    const world = await organizationWithAdministrator(server);
    const account = await member(server, world);
    expect(await refusal(account.api, 'requestErasure', { reason: 'x'.repeat(501) })).toBe('TOO_LONG');
    expect(
      await server.api.errorCodes(
        'mutation ($input: RequestErasureInput!) { requestErasure(input: $input) { userErrors { code } } }',
        { input: {} },
      ),
    ).toEqual(['UNAUTHENTICATED']);
    await server.app.database.run(
      `update session set created_at = created_at - interval '10 minutes'
       where person_id = (select person_id from member where id = $1)`,
      [localId('Member', account.id)],
    );
    expect(await refusal(account.api, 'requestErasure', {})).toBe('SIGN_IN_AGAIN');
    await erase(server, await server.signIn(account.mobile));
  });

  describe('erase against receipt:', () => {
    const ACCEPT =
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { userErrors { code } } }';

    /** The person's invitation and receipts, and how their account stands, once both have ended. */
    async function outcome(upgradeId: string): Promise<unknown> {
      return server.app.database.row(
        `select i.state, (select count(*)::int from receipt_person p join receipt r on r.id = p.receipt_id
           where r.invitation_id = i.id) as named
         from invitation i where i.group_upgrade_id = $1 and i.position = 2`,
        [uuidOf(upgradeId)],
      );
    }

    test.each([
      ['the answer first: it is taken back, and its receipt tells nobody', 'answer', 'WITHDRAWN'],
      ['the erasure first: the answer is nobody’s any more', 'erasure', 'BLOCKED'],
    ])('%s', async (_what, first, state) => {
      const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
      const upgradeId = await start(world);
      const api = await server.signIn(mobileAt(world, 1));
      const { id } = await invitationOf(api);
      const noticeDigest = await noticeDigestOf(api, id);
      const accept = (): Promise<unknown> =>
        api.errorCodes(ACCEPT, { input: { invitationId: id, noticeDigest } });
      const ask = (): Promise<unknown> => refusal(api, 'requestErasure', {});
      const held = 'select 1 from group_upgrade where id = $1 for update';
      await whileHeld(server, held, [uuidOf(upgradeId)], async (release) => {
        if (first === 'answer') {
          const accepted = accept();
          await untilWaiting(server, 1);
          // The request itself looks at the accounts, which the answer holds: it waits as its job would.
          const asked = ask();
          await untilWaiting(server, 2);
          await release();
          expect(await accepted).toEqual([]);
          expect(await asked).toBeUndefined();
        } else {
          expect(await ask()).toBeUndefined();
          await untilWaiting(server, 1);
          const accepted = accept();
          await untilWaiting(server, 2);
          await release();
          expect(await accepted).toEqual(['NOT_FOUND']);
        }
        await untilErased(server);
      });
      await untilTold(server);
      expect(await outcome(upgradeId)).toEqual({ state, named: 0 });
    });
  });
});
