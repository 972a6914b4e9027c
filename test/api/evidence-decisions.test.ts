import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskMobile } from '#modules/identity/domain/mobile.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { erase } from '../support/erasure.js';
import { evidenceOf, fileOf, linesOf, offline } from '../support/evidence.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { asJsonl, importGroup, member } from '../support/groups.js';
import { mobileOf, officer } from '../support/life.js';
import { decide } from '../support/organizations.js';
import { matchByHand, rosterEntryOf } from '../support/roster.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, answer, mutate, provedSummary, refusal, start } from '../support/upgrades.js';

/** An upgrade of a group that is p1's, who has no role: an administrator has begun it and cut it over by p1's mandate. */
interface Mandated {
  readonly world: GroupWorld;
  readonly sourceGroupId: string;
  readonly upgradeId: string;
  /** Who said no and was admitted when they asked. */
  readonly late: Api;
}

async function done(api: Api, name: string, input: Record<string, unknown>): Promise<void> {
  expect([name, await refusal(api, name, input)]).toEqual([name, undefined]);
}

async function mandated(server: TestServer): Promise<Mandated> {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'UNKNOWN_MOBILE']);
  const { admin, organizationId } = world;
  await decide(world, { secondAdministrator: true });
  const second = await officer(server, world, 'p2');
  const body = asJsonl({
    meta: { groupId: 'theirs', ownerId: 'p1' },
    members: ['owner', 'p1', 'p2', 'p3', 'p4'].map((id) => member(id)),
  });
  const { result } = await importGroup(admin, organizationId, body);
  const sourceGroupId = result?.id ?? '';
  await matchByHand(admin, await rosterEntryOf(admin, sourceGroupId, 'p4'), mobileOf(world, 'p4'));
  await done(admin, 'requestUpgradeMandates', { sourceGroupIds: [sourceGroupId] });
  await done(await server.signIn(mobileOf(world, 'p1')), 'grantUpgradeMandate', { sourceGroupId });
  const upgradeId = await start({ ...world, sourceGroupId });
  for (const who of ['owner', 'p1', 'p2']) await answer(server, mobileOf(world, who), 'acceptInvitation');
  await answer(server, mobileOf(world, 'p3'), 'declineInvitation');
  await done(admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
  const { token } = await provedSummary(admin, upgradeId);
  const { proposal } = await mutate<{ proposal: { id: string } | null }>(
    admin,
    'cutOverGroupUpgrade',
    { groupUpgradeId: upgradeId, summaryToken: token },
    'proposal { id }',
  );
  await done(second, 'confirmCutOver', { groupUpgradeId: upgradeId, proposalId: proposal?.id });
  const { groupUpgrade } = await admin.succeed<{ groupUpgrade: { enterpriseGroup: { id: string } } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }',
    { id: upgradeId },
  );
  const enterpriseGroupId = groupUpgrade.enterpriseGroup.id;
  const late = await server.signIn(mobileOf(world, 'p3'));
  await done(late, 'requestAdmission', { enterpriseGroupId });
  await done(admin, 'admitMember', { enterpriseGroupId, memberId: await accountOf(late) });
  return { world, sourceGroupId, upgradeId, late };
}

describe('the decisions in the evidence of an upgrade', () => {
  let server: TestServer;
  let life: Mandated;
  beforeAll(async () => {
    server = await startServer();
    life = await mandated(server);
  });
  afterAll(() => server.stop());

  /** The person with a mobile. */
  const personWith = async (mobile: string): Promise<string> => {
    const row = await server.app.database.row<{ id: string }>('select id from person where mobile = $1', [
      mobile,
    ]);
    return row?.id ?? '';
  };

  test('tell who did what from before the start to after the end, and by whose word', async () => {
    const { world, sourceGroupId, upgradeId } = life;
    const { bytes, report } = await evidenceOf(world.admin, upgradeId);
    expect(report.problems).toEqual([]);
    expect(report.checks.find(({ name }) => name === 'decisions')?.detail).toMatch(
      /^\d+ decisions, each told by an audit entry; begun by the owner's mandate, cut over by the owner's mandate$/,
    );
    const decisions = linesOf(bytes, 'decisions.jsonl');
    const administrator = await personWith(world.adminMobile);
    const [owner, second, late] = await Promise.all(
      ['p1', 'p2', 'p3'].map((who) => personWith(mobileOf(world, who))),
    );
    expect(
      decisions
        .filter(({ command }) => command !== 'importSourceGroupMobiles')
        .map(({ command, actorId }) => [command, actorId]),
    ).toEqual([
      ['importSourceGroup', administrator],
      ['matchRosterEntry', administrator],
      ['requestUpgradeMandates', administrator],
      ['grantUpgradeMandate', owner],
      ['startGroupUpgrade', administrator],
      ['closeGroupUpgrade', administrator],
      ['cutOverGroupUpgrade', administrator],
      ['confirmCutOver', second],
      ['requestAdmission', late],
      ['admitMember', administrator],
    ]);
    expect(decisions.find(({ command }) => command === 'grantUpgradeMandate')).toEqual({
      auditSequence: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      actorId: owner,
      command: 'grantUpgradeMandate',
      subjectType: 'SourceGroup',
      subjectId: localId('SourceGroup', sourceGroupId),
      details: { from: 'REQUESTED', to: 'GRANTED' },
    });
    // Of those whom a file has matched, the owner alone: whose group it is rests on it.
    expect(decisions.filter(({ command }) => command === 'importSourceGroupMobiles')).toMatchObject([
      { subjectType: 'RosterEntry', actorId: administrator, details: { method: 'CSV' } },
    ]);
    expect(await offline(bytes)).toEqual({ code: 0, last: 'verified' });
  });

  test('do not verify with a mandate that nobody gave', async () => {
    const { world, upgradeId } = life;
    const change = 'update source_group_mandate set decided_person_id = $1 where decided_person_id = $2';
    const [owner, other] = await Promise.all(['p1', 'p2'].map((who) => personWith(mobileOf(world, who))));
    await server.app.database.run(change, [other, owner]);
    try {
      const { report } = await evidenceOf(world.admin, upgradeId);
      expect(report.problems).toEqual([
        `decisions: no audit entry tells of the mandate that ${other} is said to have decided on`,
      ]);
    } finally {
      await server.app.database.run(change, [owner, other]);
    }
  });

  test('tell no more who somebody was once they are erased, and verify', async () => {
    const { world, upgradeId, late } = life;
    const masked = maskMobile(mobileOf(world, 'p4'));
    const telling = (pack: Buffer): string[] =>
      ['decisions.jsonl', 'audit.jsonl'].filter((name) => fileOf(pack, name).includes(masked));
    expect(telling((await evidenceOf(world.admin, upgradeId)).bytes)).toHaveLength(2);
    for (const one of [await server.signIn(mobileOf(world, 'p4')), late]) await erase(server, one);
    const { bytes, report } = await evidenceOf(world.admin, upgradeId);
    expect(report.problems).toEqual([]);
    expect(telling(bytes)).toEqual([]);
    const commands = linesOf(bytes, 'decisions.jsonl').map(({ command }) => command);
    expect(commands).toEqual(expect.arrayContaining(['requestAdmission', 'admitMember']));
    expect(commands).not.toContain('matchRosterEntry');
  });
});
