import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { askedTwice as questionsTwice, type Twice, worldWithTwice } from '../support/asked-twice.js';
import { evidenceOf } from '../support/evidence.js';
import { eventsUntil, mobileOf, questionsOf, questionTo, unsound } from '../support/life.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { auditOf } from '../support/organizations.js';
import { receiptsOf } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, mutate, noticeDigestOf, refusal, summary } from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const askedTwice = async (input: Record<string, unknown> = {}): Promise<Twice> =>
  questionsTwice(server, await worldWithTwice(server), input);

const no = (api: Api, invitationId: string): Promise<string | undefined> =>
  refusal(api, 'declineInvitation', { invitationId });

/** How the two questions stand. */
async function standing({ world, upgradeId }: Twice): Promise<(string | undefined)[]> {
  const { p1, p2 } = await questionsOf(world.admin, upgradeId);
  return [p1, p2].map((question) => question?.exclusionReason ?? question?.state);
}

/** Lets the others say yes and cuts over. Returns how many people the summary said would join, and who did. */
async function carriedOut({ world, upgradeId }: Twice): Promise<{ told: number; joined: number }> {
  for (const who of ['owner', 'p3']) await answer(server, mobileOf(world, who), 'acceptInvitation');
  await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
  const { joining } = await summary(world.admin, upgradeId);
  expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
  const { groupUpgrade } = await world.admin.succeed<{
    groupUpgrade: { enterpriseGroup: { members: { totalCount: number } } };
  }>(`query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { members(first: 1) { totalCount } } } }`, {
    id: upgradeId,
  });
  return { told: joining, joined: groupUpgrade.enterpriseGroup.members.totalCount };
}

describe('of a person who stands on the roster twice the newest word counts', () => {
  test('a no takes back at once the yes to the other entry, on record as every answer is', async () => {
    const twice = await askedTwice();
    const { world, upgradeId, api, one, other } = twice;
    expect((await accept(api, one)).userErrors).toEqual([]);
    expect(await no(api, other)).toBeUndefined();
    expect(await standing(twice)).toEqual(['WITHDRAWN', 'DECLINED']);
    expect(await unsound(server, upgradeId)).toEqual([]);
    const events = await eventsUntil(world.admin, upgradeId, ({ toState }) => toState === 'WITHDRAWN');
    expect(events.slice(-2)).toMatchObject([
      { toState: 'DECLINED', reason: null },
      { fromState: 'ACCEPTED', toState: 'WITHDRAWN', reason: 'NO_AS_OTHER_ENTRY' },
    ]);
    expect((await receiptsOf(api, one)).map(({ answer: said, sequence }) => [said, sequence])).toEqual([
      ['ACCEPTED', expect.any(Number)],
      ['WITHDRAWN', events.at(-1)?.sequence],
    ]);
    const entries = await auditOf(server, world, ['declineInvitation']);
    expect(entries.map(({ details }) => details)).toMatchObject([
      { answer: 'DECLINED' },
      { answer: 'WITHDRAWN', outdoneBy: localId('Invitation', other) },
    ]);
    expect(await carriedOut(twice)).toEqual({ told: 2, joined: 2 });
    expect(await standing(twice)).toEqual(['WITHDRAWN', 'DECLINED']);
    expect((await evidenceOf(world.admin, upgradeId)).report.problems).toEqual([]);
  });

  test('a yes that is taken back takes the other one along', async () => {
    const twice = await askedTwice();
    const { api, one, other } = twice;
    for (const id of [one, other]) expect((await accept(api, id)).userErrors).toEqual([]);
    expect(await refusal(api, 'withdrawAcceptance', { invitationId: one })).toBeUndefined();
    expect(await standing(twice)).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    expect(await carriedOut(twice)).toEqual({ told: 2, joined: 2 });
  });

  test('a later yes stands, to either question', async () => {
    const twice = await askedTwice();
    const { api, one, other } = twice;
    await accept(api, one);
    await no(api, other);
    expect((await accept(api, one)).userErrors).toEqual([]);
    expect(await standing(twice)).toEqual(['ACCEPTED', 'DECLINED']);
    expect(await carriedOut(twice)).toEqual({ told: 3, joined: 3 });
    expect(await standing(twice)).toEqual(['INCLUDED', 'DECLINED']);
  });

  test('a no that is refused takes nothing back, nor does one of somebody else', async () => {
    const twice = await askedTwice({ coolingOffHours: 1 });
    const { world, upgradeId, api, one, other } = twice;
    await accept(api, one);
    await answer(server, mobileOf(world, 'p3'), 'declineInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    expect(await no(api, other)).toBe('ANSWERS_CLOSED');
    expect(await standing(twice)).toEqual(['ACCEPTED', 'EXPIRED']);
  });

  test('also in the cooling-off', async () => {
    const twice = await askedTwice({ coolingOffHours: 1 });
    const { world, upgradeId, api, one, other } = twice;
    for (const id of [one, other]) await accept(api, id);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    expect(await no(api, other)).toBeUndefined();
    expect(await standing(twice)).toEqual(['WITHDRAWN', 'DECLINED']);
    expect(await unsound(server, upgradeId)).toEqual([]);
  });

  test('answers of one call come in the order of the list, also when they wait for a lock', async () => {
    for (const waits of [false, true]) {
      const twice = await askedTwice();
      const { upgradeId, api, one, other } = twice;
      const noticeDigest = await noticeDigestOf(api, one);
      const answers = [
        { invitationId: one, answer: 'ACCEPT', noticeDigest },
        { invitationId: other, answer: 'DECLINE' },
      ];
      const give = () =>
        mutate<{ results: { userErrors: unknown[] }[] }>(
          api,
          'answerInvitations',
          { answers },
          'results { userErrors { code } }',
        );
      const id = localId('GroupUpgrade', upgradeId);
      const { results } = waits
        ? await whileHeld(
            server,
            'select 1 from group_upgrade where id = $1 for update',
            [id],
            async (release) => {
              const given = give();
              await untilWaiting(server, 1);
              await release();
              return given;
            },
          )
        : await give();
      expect(results).toEqual([{ userErrors: [] }, { userErrors: [] }]);
      expect(await standing(twice)).toEqual(['WITHDRAWN', 'DECLINED']);
      expect(await unsound(server, upgradeId)).toEqual([]);
    }
  });

  test('a yes that a server of an earlier release left standing is not carried out, as the summary says', async () => {
    const twice = await askedTwice();
    const { world, upgradeId, api, one, other } = twice;
    await accept(api, one);
    await no(api, other);
    const { database } = server.app;
    await database.run(`update invitation set state = 'ACCEPTED' where id = $1`, [
      localId('Invitation', one),
    ]);
    await database.run(
      'update group_upgrade set accepted = accepted + 1, withdrawn = withdrawn - 1 where id = $1',
      [localId('GroupUpgrade', upgradeId)],
    );
    // What it had told in its log and receipts was the no alone, which came before.
    await database.run(
      `delete from receipt_person where receipt_id in (
      select id from receipt where invitation_id = $1 and answer = 'WITHDRAWN')`,
      [localId('Invitation', one)],
    );
    expect((await questionTo(world.admin, upgradeId, 'p1')).state).toBe('ACCEPTED');
    expect(await carriedOut(twice)).toEqual({ told: 2, joined: 2 });
    expect(await standing(twice)).toEqual(['WITHDRAWN', 'DECLINED']);
  });

  test('with everybody in, all per cent join', async () => {
    const twice = await askedTwice({ coolingOffHours: 0, minimumPercent: 100 });
    await accept(twice.api, twice.one);
    expect(await carriedOut(twice)).toEqual({ told: 3, joined: 3 });
  });
});
