import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { list, refusals } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { receiptsOf } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, invitationOf, mutate, noticeDigestOf, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

type Answer = 'acceptInvitation' | 'declineInvitation' | 'withdrawAcceptance';

/** Answers, or changes the answer. Returns the state after it, or the code that refuses it. */
async function say(api: Api, invitationId: string, how: Answer): Promise<string | undefined> {
  const payload =
    how === 'acceptInvitation'
      ? await accept(api, invitationId)
      : await mutate<{ invitation: { state: string } | null }>(
          api,
          how,
          { invitationId },
          'invitation { state }',
        );
  return payload.userErrors[0]?.code ?? payload.invitation?.state;
}

async function progressOf(admin: Api, id: string): Promise<Record<string, unknown>> {
  const data = await admin.succeed<{ groupUpgrade: { progress: Record<string, unknown> } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { progress { state total pending accepted declined withdrawn expired } } }',
    { id },
  );
  return data.groupUpgrade.progress;
}

describe('a given answer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  async function asked(world: GroupWorld, index: number): Promise<{ api: Api; id: string }> {
    const api = await server.signIn(mobileAt(world, index));
    return { api, id: (await invitationOf(api)).id };
  }

  test('can be changed while members are asked and in the cooling-off, until the cut-over', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const { api, id } = await asked(world, 1);
    await answer(server, world.adminMobile, 'acceptInvitation');
    expect((await mutate(api, 'withdrawAcceptance', { invitationId: id })).userErrors).toMatchObject([
      { code: 'NOT_ACCEPTED', message: expect.stringContaining('no yes to take back') },
    ]);
    const turns = [
      ['acceptInvitation', 'ACCEPTED'],
      ['acceptInvitation', 'INVITATION_ALREADY_ANSWERED'],
      ['withdrawAcceptance', 'WITHDRAWN'],
      ['withdrawAcceptance', 'INVITATION_ALREADY_ANSWERED'],
      ['acceptInvitation', 'ACCEPTED'],
      ['declineInvitation', 'DECLINED'],
      ['withdrawAcceptance', 'INVITATION_ALREADY_ANSWERED'],
      ['declineInvitation', 'INVITATION_ALREADY_ANSWERED'],
      ['acceptInvitation', 'ACCEPTED'],
      ['withdrawAcceptance', 'WITHDRAWN'],
      ['declineInvitation', 'DECLINED'],
    ] as const;
    for (const [how, expected] of turns) expect(await say(api, id, how)).toBe(expected);
    expect(await progressOf(world.admin, upgradeId)).toEqual({
      state: 'INVITING',
      total: 3,
      pending: 1,
      accepted: 1,
      declined: 1,
      withdrawn: 0,
      expired: 0,
    });

    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    const silent = await asked(world, 2);
    expect(await say(silent.api, silent.id, 'acceptInvitation')).toBe('ANSWERS_CLOSED');
    expect(await say(silent.api, silent.id, 'declineInvitation')).toBe('ANSWERS_CLOSED');
    for (const [how, expected] of [['acceptInvitation', 'ACCEPTED'], ...turns.slice(1)] as const)
      expect(await say(api, id, how)).toBe(expected);
    expect(await say(api, id, 'acceptInvitation')).toBe('ACCEPTED');
    expect(await progressOf(world.admin, upgradeId)).toMatchObject({
      state: 'COOLING_OFF',
      accepted: 2,
      declined: 0,
      expired: 1,
    });
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
    for (const how of ['acceptInvitation', 'declineInvitation', 'withdrawAcceptance'] as const)
      expect(await say(api, id, how)).toBe('UPGRADE_COMPLETED');
    expect(await invitationOf(api)).toMatchObject({ state: 'INCLUDED' });
  });

  test('can be changed after the deadline, when no first one counts any more', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    await start(world, { answerDays: 1 });
    const api = await own.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(api);
    expect(await say(api, id, 'declineInvitation')).toBe('DECLINED');
    await own.travel('25 hours');
    const late = await own.signIn(mobileAt(world, 1));
    expect(await say(late, id, 'acceptInvitation')).toBe('ACCEPTED');
    const silent = await own.signIn(mobileAt(world, 2));
    expect(await say(silent, (await invitationOf(silent)).id, 'declineInvitation')).toBe(
      'INVITATION_EXPIRED',
    );
  });

  test('turns into a yes in the cooling-off only where a yes could be given: an account, and the present text', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world, { coolingOffHours: 1 });
    const { api, id } = await asked(world, 1);
    expect(await say(api, id, 'declineInvitation')).toBe('DECLINED');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    const memberId = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, 1))?.id;
    const wrong = { invitationId: id, noticeDigest: '0'.repeat(64) };
    expect((await mutate(api, 'acceptInvitation', wrong)).userErrors[0]?.code).toBe('NOTICE_CHANGED');
    expect(await refusals(world.admin, 'disableMember', { memberId })).toEqual([]);
    expect(await say(api, id, 'acceptInvitation')).toBe('INVITATION_BLOCKED');
    expect(await refusals(world.admin, 'enableMember', { memberId })).toEqual([]);
    expect(await say(api, id, 'acceptInvitation')).toBe('ACCEPTED');
    expect(await refusals(world.admin, 'disableMember', { memberId })).toEqual([]);
    expect(await say(api, id, 'declineInvitation')).toBe('DECLINED');
  });

  test('ends nothing when it is changed, though everybody has answered', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world, { coolingOffHours: 1 });
    const { api, id } = await asked(world, 1);
    await answer(server, world.adminMobile, 'acceptInvitation');
    expect(await say(api, id, 'acceptInvitation')).toBe('ACCEPTED');
    expect(await progressOf(world.admin, upgradeId)).toMatchObject({ state: 'COOLING_OFF' });
    await server.app.database.run(`update group_upgrade set state = 'INVITING' where id = $1`, [
      localId('GroupUpgrade', upgradeId),
    ]);
    for (const how of ['withdrawAcceptance', 'acceptInvitation', 'declineInvitation'] as const)
      await say(api, id, how);
    expect(await progressOf(world.admin, upgradeId)).toMatchObject({ state: 'INVITING', declined: 1 });
  });

  test('keeps its reason until it is changed, and takes it along then', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const { api, id } = await asked(world, 1);
    const READ = 'query ($id: ID!) { invitation(id: $id) { declineReason } }';
    await mutate(api, 'declineInvitation', { invitationId: id, reason: 'not now' });
    expect(await api.succeed(READ, { id })).toEqual({ invitation: { declineReason: 'not now' } });
    await accept(api, id);
    expect(await api.succeed(READ, { id })).toEqual({ invitation: { declineReason: null } });
  });

  test('is its giver’s to change after their mobile was corrected to somebody else’s, but for a yes on the other’s account', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    await start(world);
    const yes = await asked(world, 1);
    const no = await asked(world, 2);
    expect(await say(yes.api, yes.id, 'acceptInvitation')).toBe('ACCEPTED');
    expect(await say(no.api, no.id, 'declineInvitation')).toBe('DECLINED');
    const mobile = newMobile();
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'colleague', mobile, standing: 'ACTIVATED' },
    ]);
    const other = await server.signIn(mobile);
    expect(
      await importMobiles(world.admin, world.sourceGroupId, `platformId,mobile\np1,${mobile}\np2,${mobile}`),
    ).toMatchObject({ succeeded: 2 });

    const noticeDigest = await noticeDigestOf(no.api, no.id);
    const ACCEPT =
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { userErrors { code retryable } } }';
    for (const { id } of [yes, no]) {
      expect(await other.errorCodes(ACCEPT, { input: { invitationId: id, noticeDigest } })).toEqual([
        'NOT_FOUND',
      ]);
    }
    expect(await no.api.succeed(ACCEPT, { input: { invitationId: no.id, noticeDigest } })).toEqual({
      acceptInvitation: { userErrors: [{ code: 'INVITATION_BLOCKED', retryable: true }] },
    });
    expect(await say(yes.api, yes.id, 'declineInvitation')).toBe('DECLINED');
    const members = (await receiptsOf(yes.api, yes.id)).map(({ body }) => (JSON.parse(body) as unknown[])[8]);
    expect(members).toEqual([members[0], members[0]]);
    expect(await say(yes.api, yes.id, 'acceptInvitation')).toBe('INVITATION_BLOCKED');
  });
});
