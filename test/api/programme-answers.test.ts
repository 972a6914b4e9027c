import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { type GroupWorld, groupWorld } from '../support/group-world.js';
import { createProgramme, groupsOf, progressOf, PROGRESS, startWhole } from '../support/programmes.js';
import type { ProgrammeProgress } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, mutate, start, noticeDigestOf } from '../support/upgrades.js';

/** Each test sets a programme going, whose starts are paced. */

interface Asked {
  readonly id: string;
  readonly state: string;
  readonly programmeId: string | null;
  readonly declineReason: string | null;
}
interface Result {
  readonly invitationId: string;
  readonly invitation: { readonly id: string; readonly state: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}
type Answered = { results: Result[] | null; userErrors: { code: string }[] };

const RESULTS = 'results { invitationId invitation { id state } userErrors { code field } }';

async function asked(api: Api, filter: Record<string, unknown> = {}): Promise<Asked[]> {
  const data = await api.succeed<{ myInvitations: { totalCount: number; edges: { node: Asked }[] } }>(
    `query ($programmeId: ID, $organizationId: ID, $state: InvitationState) {
       myInvitations(first: 50, programmeId: $programmeId, organizationId: $organizationId, state: $state) {
         totalCount edges { node { id state programmeId declineReason } } } }`,
    filter,
  );
  const { edges, totalCount } = data.myInvitations;
  expect(totalCount).toBe(edges.length);
  return edges.map(({ node }) => node);
}

function answerAll(api: Api, answers: unknown[], idempotencyKey?: string): Promise<Answered> {
  return mutate<Answered>(
    api,
    'answerInvitations',
    { answers, ...(idempotencyKey ? { idempotencyKey } : {}) },
    RESULTS,
  );
}

const unread = (invitationId: string): Record<string, unknown> => ({ invitationId, answer: 'ACCEPT' });
/** Yes to each, with the text that was read. */
const yes = (api: Api, ...ids: string[]): Promise<Record<string, unknown>[]> =>
  Promise.all(ids.map(async (id) => ({ ...unread(id), noticeDigest: await noticeDigestOf(api, id) })));
const codesOf = ({ results }: Answered): string[][] =>
  (results ?? []).map(({ userErrors }) => userErrors.map(({ code }) => code));

describe("one member's invitations", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** A programme of three groups that asks one member besides the owner. */
  async function askedThrice(): Promise<{ world: GroupWorld; id: string; api: Api; ids: string[] }> {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 3) });
    await startWhole(world.admin, id);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    return { world, id, api, ids: (await asked(api)).map((invitation) => invitation.id) };
  }

  test('are found by programme, organization and state', async () => {
    const { world, id, api, ids } = await askedThrice();
    const alone = await groupsOf(world, 4);
    await start(world, { sourceGroupId: alone[3] });
    expect((await asked(api)).map(({ programmeId }) => programmeId)).toEqual([null, id, id, id]);
    expect((await asked(api, { programmeId: id })).map((invitation) => invitation.id)).toEqual(ids);
    await answerAll(api, await yes(api, ids[1] ?? ''));
    expect((await asked(api, { programmeId: id, state: 'ACCEPTED' })).map((one) => one.id)).toEqual([ids[1]]);
    expect(await asked(api, { organizationId: world.organizationId, state: 'PENDING' })).toHaveLength(3);
    expect(await asked(api, { organizationId: globalId('Organization', newId()) })).toEqual([]);
    expect(await asked(api, { programmeId: globalId('UpgradeProgramme', newId()) })).toEqual([]);
  });

  test('are answered together, each with an outcome of its own, and counted by the programme', async () => {
    const { world, id, api, ids } = await askedThrice();
    const [first = '', second = '', third = ''] = ids;
    const others = (await asked(world.admin))[0]?.id ?? '';
    const answered = await answerAll(api, [
      ...(await yes(api, first)),
      unread('nonsense'),
      { ...unread(others), noticeDigest: 'whatever' },
      { invitationId: second, answer: 'DECLINE', reason: 'x'.repeat(501) },
      { invitationId: third, answer: 'DECLINE', reason: '太忙' },
    ]);
    expect(answered.userErrors).toEqual([]);
    expect(answered.results).toEqual([
      { invitationId: first, invitation: { id: first, state: 'ACCEPTED' }, userErrors: [] },
      {
        invitationId: 'nonsense',
        invitation: null,
        userErrors: [{ code: 'INVITATION_UNKNOWN', field: ['invitationId'] }],
      },
      {
        invitationId: others,
        invitation: null,
        userErrors: [{ code: 'INVITATION_UNKNOWN', field: ['invitationId'] }],
      },
      { invitationId: second, invitation: null, userErrors: [{ code: 'TOO_LONG', field: ['reason'] }] },
      { invitationId: third, invitation: { id: third, state: 'DECLINED' }, userErrors: [] },
    ]);
    expect((await asked(api)).map(({ state, declineReason }) => [state, declineReason])).toEqual([
      ['ACCEPTED', null],
      ['PENDING', null],
      ['DECLINED', '太忙'],
    ]);
    expect((await progressOf(world.admin, id)).invitations).toMatchObject({
      total: 6,
      accepted: 1,
      declined: 1,
      pending: 4,
    });
  });

  test('are not answered with a yes to no text, nor where one stands twice in the list', async () => {
    const { api, ids } = await askedThrice();
    const [first = '', second = '', third = ''] = ids;
    const [one = {}, three = {}] = await yes(api, first, third);
    const answered = await answerAll(api, [
      one,
      unread(second),
      { ...unread(second), noticeDigest: '' },
      { invitationId: first, answer: 'DECLINE' },
      three,
    ]);
    expect(answered.results?.map(({ userErrors }) => userErrors)).toEqual([
      [{ code: 'ANSWERED_TWICE', field: ['invitationId'] }],
      [{ code: 'ANSWERED_TWICE', field: ['invitationId'] }],
      [{ code: 'ANSWERED_TWICE', field: ['invitationId'] }],
      [{ code: 'ANSWERED_TWICE', field: ['invitationId'] }],
      [],
    ]);
    for (const noText of [unread(second), { ...unread(second), noticeDigest: '' }])
      expect((await answerAll(api, [noText])).results?.[0]?.userErrors).toEqual([
        { code: 'REQUIRED', field: ['noticeDigest'] },
      ]);
    expect((await asked(api)).map(({ state }) => state)).toEqual(['PENDING', 'PENDING', 'ACCEPTED']);
  });

  test('are answered once under a key, which is good for no other list', async () => {
    const { api, ids } = await askedThrice();
    const [first = '', second = '', third = ''] = ids;
    const [one = {}, two = {}, three = {}] = await yes(api, first, second, third);
    const answers = [one, unread('nonsense'), two];
    const once = await answerAll(api, answers, 'together');
    expect(codesOf(once)).toEqual([[], ['INVITATION_UNKNOWN'], []]);
    expect(codesOf(await answerAll(api, answers, 'together'))).toEqual(codesOf(once));
    expect(codesOf(await answerAll(api, [one, three], 'together'))).toEqual([
      ['IDEMPOTENCY_KEY_REUSED'],
      ['IDEMPOTENCY_KEY_REUSED'],
    ]);
    expect((await asked(api)).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED', 'PENDING']);
    const events = await server.app.database.row<{ count: number }>(
      `select count(*) from audit_entry where command = 'answerInvitations' and details like '%ACCEPTED%'
         and subject_id = any($1)`,
      [[first, second].map((global) => Buffer.from(global, 'base64url').toString().split(':')[1])],
    );
    expect(events?.count).toBe(2);
  });

  test('a header is a key for the whole call too', async () => {
    const { api, ids } = await askedThrice();
    const keyed = api.with({ 'idempotency-key': 'by header' });
    const answers = await yes(api, ...ids);
    expect(codesOf(await answerAll(keyed, answers))).toEqual([[], [], []]);
    expect(codesOf(await answerAll(keyed, answers))).toEqual([[], [], []]);
    expect(codesOf(await answerAll(api, answers))).toEqual(
      answers.map(() => ['INVITATION_ALREADY_ANSWERED']),
    );
  });

  test('a call that broke off after some answers gives the others when it is sent again', async () => {
    const { api, ids } = await askedThrice();
    const { database } = server.app;
    const second = ids[1] ?? '';
    const answers = await yes(api, ...ids);
    await database.run(
      `create function break_answer() returns trigger language plpgsql as $$ begin
         if new.id = '${Buffer.from(second, 'base64url').toString().split(':')[1]}' then raise exception 'broken'; end if;
         return new; end $$`,
    );
    await database.run(
      'create trigger break_answer before update on invitation for each row execute function break_answer()',
    );
    const document = `mutation ($input: AnswerInvitationsInput!) { answerInvitations(input: $input) { ${RESULTS} } }`;
    const variables = { input: { answers, idempotencyKey: 'broken off' } };
    expect(await api.errorCodes(document, variables)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect((await asked(api)).map(({ state }) => state)).toEqual(['ACCEPTED', 'PENDING', 'PENDING']);
    await database.run('drop trigger break_answer on invitation');
    expect(codesOf(await answerAll(api, answers, 'broken off'))).toEqual([[], [], []]);
  });

  test('are refused as a whole without any answer, with more than a hundred, and to nobody', async () => {
    const { api, ids } = await askedThrice();
    for (const answers of [[], Array.from({ length: 101 }, () => unread(ids[0] ?? ''))]) {
      expect(await answerAll(api, answers)).toMatchObject({
        results: null,
        userErrors: [{ code: 'OUT_OF_RANGE' }],
      });
    }
    const tooLong = await answerAll(api, [unread(ids[0] ?? '')], 'x'.repeat(256));
    expect(tooLong).toMatchObject({ results: null, userErrors: [{ code: 'TOO_LONG' }] });
    expect((await asked(api)).map(({ state }) => state)).toEqual(['PENDING', 'PENDING', 'PENDING']);
    const document = `mutation ($input: AnswerInvitationsInput!) { answerInvitations(input: $input) { ${RESULTS} } }`;
    const variables = { input: { answers: [unread(ids[0] ?? '')] } };
    expect(await server.api.errorCodes(document, variables)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('the progress of a programme', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('tells every change of any of its upgrades, and completes when it is given up', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 3) });
    const watched = world.admin.subscribe<{ upgradeProgrammeProgress: ProgrammeProgress }>(
      `subscription ($id: ID!) { upgradeProgrammeProgress(id: $id) { ${PROGRESS} } }`,
      { id },
    );
    expect((await watched.next())?.upgradeProgrammeProgress).toMatchObject({ state: 'DRAFT' });
    await startWhole(world.admin, id);
    await watched.until(({ upgradeProgrammeProgress: { upgrades } }) => upgrades.inviting === 3);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    for (const [index, { id: invitationId }] of (await asked(api)).entries()) {
      await accept(api, invitationId);
      await watched.until(
        ({ upgradeProgrammeProgress: { invitations } }) => invitations.accepted === index + 1,
      );
    }
    await mutate(world.admin, 'cancelUpgradeProgramme', { programmeId: id, cancelOpenUpgrades: true });
    const last = (await watched.all()).at(-1)?.upgradeProgrammeProgress;
    await watched.close();
    expect(last).toMatchObject({
      state: 'CANCELLED',
      upgrades: { cancelled: 3 },
      invitations: { revoked: 6 },
    });
  });

  test('is refused to members without a role', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, {});
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const document = 'subscription ($id: ID!) { upgradeProgrammeProgress(id: $id) { state } }';
    await expect(api.subscribe(document, { id }).next()).rejects.toThrow('FORBIDDEN');
  });
});
