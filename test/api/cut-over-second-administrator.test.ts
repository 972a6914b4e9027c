import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { change, list, member } from '../support/members.js';
import { auditOf, decide } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, mutate, provedSummary, refusal, start } from '../support/upgrades.js';
import { organizationWithAdministrator } from '../support/world.js';

const PROPOSAL = 'id proposedAt expiresAt joining staying messages proposedBy { mobile }';

interface Proposal {
  readonly id: string;
  readonly proposedAt: string;
  readonly expiresAt: string;
}
interface Scene extends GroupWorld {
  readonly groupUpgradeId: string;
  /** May confirm and does not own the group. */
  readonly second: Api;
}

describe('a cut-over that needs a second person', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterEach(() => server.travel('0 seconds'));
  afterAll(() => server.stop());

  async function accountAt(world: GroupWorld, index: number): Promise<string> {
    const account = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, index));
    return account?.id ?? '';
  }

  /** Everybody has accepted, and somebody else than the owner may confirm. */
  async function scene(): Promise<Scene> {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await decide(world, { secondAdministrator: true });
    const memberId = await accountAt(world, 1);
    await change(world.admin, 'assignMemberRoles', { memberId, roles: ['GROUP_ADMINISTRATOR'] });
    const groupUpgradeId = await start(world);
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    return { ...world, groupUpgradeId, second: await server.signIn(mobileAt(world, 1)) };
  }

  async function propose({ admin, groupUpgradeId }: Scene): Promise<Proposal> {
    const { token } = await provedSummary(admin, groupUpgradeId);
    const payload = await mutate<{ confirmationNeeded: boolean; proposal: Proposal | null }>(
      admin,
      'cutOverGroupUpgrade',
      { groupUpgradeId, summaryToken: token },
      `confirmationNeeded groupUpgrade { state } proposal { ${PROPOSAL} }`,
    );
    expect(payload).toMatchObject({
      confirmationNeeded: true,
      groupUpgrade: { state: 'COOLING_OFF' },
      userErrors: [],
    });
    if (!payload.proposal) throw new Error('nothing was proposed');
    return payload.proposal;
  }

  const confirm = (by: Api, { groupUpgradeId }: Scene, { id }: Proposal): Promise<string | undefined> =>
    refusal(by, 'confirmCutOver', { groupUpgradeId, proposalId: id });

  async function seen({
    admin,
    groupUpgradeId,
  }: Scene): Promise<{ state: string; cutOverProposal: unknown }> {
    const data = await admin.succeed<{ groupUpgrade: { state: string; cutOverProposal: unknown } }>(
      `query ($id: ID!) { groupUpgrade(id: $id) { state cutOverProposal { ${PROPOSAL} } } }`,
      { id: groupUpgradeId },
    );
    return data.groupUpgrade;
  }

  test('is proposed by the owner, shown, and carried out by somebody else', async () => {
    const upgrade = await scene();
    const proposal = await propose(upgrade);
    expect(await seen(upgrade)).toEqual({ state: 'COOLING_OFF', cutOverProposal: proposal });
    expect(proposal).toMatchObject({
      joining: 3,
      staying: 0,
      messages: 5,
      proposedBy: { mobile: upgrade.adminMobile },
    });
    const age = new Date(proposal.expiresAt).getTime() - new Date(proposal.proposedAt).getTime();
    expect(age).toBeLessThanOrEqual(300_000);
    expect(await confirm(upgrade.second, upgrade, proposal)).toBeUndefined();
    expect(await seen(upgrade)).toEqual({ state: 'COMPLETED', cutOverProposal: null });
    const events = await upgrade.admin
      .subscribe<{ groupUpgradeEvents: { type: string } }>(
        'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type sequence } }',
        { id: upgrade.groupUpgradeId },
      )
      .all();
    const types = events.map((event) => event.groupUpgradeEvents.type);
    expect(types.filter((type) => type === 'CUT_OVER_PROPOSED')).toHaveLength(1);
    expect(types.at(-1)).toBe('UPGRADE_COMPLETED');
    expect(events.map((event) => event.groupUpgradeEvents)).toEqual(
      types.map((type, index) => ({ type, sequence: index + 1 })),
    );
    const proposedBy = localId('Member', await accountAt(upgrade, 0));
    expect(await auditOf(server, upgrade, ['cutOverGroupUpgrade', 'confirmCutOver'])).toMatchObject([
      { command: 'cutOverGroupUpgrade', details: { joining: 3 } },
      { command: 'confirmCutOver', details: { included: 3, proposedBy } },
    ]);
  });

  test('is not confirmed by the proposer, by who lacks the right, or by strangers', async () => {
    const upgrade = await scene();
    const proposal = await propose(upgrade);
    expect(await confirm(upgrade.admin, upgrade, proposal)).toBe('SECOND_PERSON_NEEDED');
    const CONFIRM =
      'mutation ($input: ConfirmCutOverInput!) { confirmCutOver(input: $input) { userErrors { code } } }';
    const input = { groupUpgradeId: upgrade.groupUpgradeId, proposalId: proposal.id };
    const plain = await server.signIn(mobileAt(upgrade, 2));
    const stranger = await organizationWithAdministrator(server);
    expect(await plain.errorCodes(CONFIRM, { input })).toEqual(['FORBIDDEN']);
    expect(await stranger.admin.errorCodes(CONFIRM, { input })).toEqual(['NOT_FOUND']);
    expect(await upgrade.second.errorCodes(CONFIRM, { input: { ...input, proposalId: 'x' } })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await seen(upgrade)).toMatchObject({ state: 'COOLING_OFF', cutOverProposal: proposal });
  });

  test('is proposed by the owner alone', async () => {
    const upgrade = await scene();
    const { token } = await provedSummary(upgrade.second, upgrade.groupUpgradeId);
    const input = { groupUpgradeId: upgrade.groupUpgradeId, summaryToken: token };
    expect(await refusal(upgrade.second, 'cutOverGroupUpgrade', input)).toBe('NOT_GROUP_OWNER');
  });

  test('is confirmed in its newest proposal only', async () => {
    const upgrade = await scene();
    const earlier = await propose(upgrade);
    const proposal = await propose(upgrade);
    expect(await confirm(upgrade.second, upgrade, earlier)).toBe('CUT_OVER_TOKEN_STALE');
    expect(await confirm(upgrade.second, upgrade, proposal)).toBeUndefined();
  });

  test('is not confirmed on numbers that have changed', async () => {
    const upgrade = await scene();
    const proposal = await propose(upgrade);
    await answer(server, mobileAt(upgrade, 2), 'withdrawAcceptance');
    expect(await seen(upgrade)).toEqual({ state: 'COOLING_OFF', cutOverProposal: null });
    expect(await confirm(upgrade.second, upgrade, proposal)).toBe('CUT_OVER_TOKEN_STALE');
    expect(await confirm(upgrade.second, upgrade, await propose(upgrade))).toBeUndefined();
  });

  test('is not confirmed when an account that accepted was disabled, which no event tells', async () => {
    const upgrade = await scene();
    const proposal = await propose(upgrade);
    await change(upgrade.admin, 'disableMember', { memberId: await accountAt(upgrade, 2) });
    expect(await confirm(upgrade.second, upgrade, proposal)).toBe('CUT_OVER_TOKEN_STALE');
    expect((await seen(upgrade)).state).toBe('COOLING_OFF');
  });

  test('is not confirmed for a proposer who has lost the right', async () => {
    const upgrade = await scene();
    const proposal = await propose(upgrade);
    const other = await member(server, upgrade, ['ADMINISTRATOR']);
    const memberId = await accountAt(upgrade, 0);
    await change(other.api, 'assignMemberRoles', { memberId, roles: ['AUDITOR'] });
    expect(await confirm(upgrade.second, upgrade, proposal)).toBe('CUT_OVER_TOKEN_STALE');
  });

  describe('second administrator against token age', () => {
    test('a confirmation that came in time is carried out, though five minutes are over at its commit', async () => {
      const upgrade = await scene();
      const proposal = await propose(upgrade);
      await server.travel('4 minutes 30 seconds');
      await whileHeld(
        server,
        'select 1 from audit_chain where id = $1 for update',
        [`organization:${localId('Organization', upgrade.organizationId)}`],
        async (release) => {
          const confirmed = confirm(upgrade.second, upgrade, proposal);
          await untilWaiting(server, 1);
          await server.travel('5 minutes 30 seconds');
          await release();
          expect(await confirmed).toBeUndefined();
        },
      );
      expect((await seen(upgrade)).state).toBe('COMPLETED');
    });

    test('a confirmation that waits until five minutes are over is refused', async () => {
      const upgrade = await scene();
      const proposal = await propose(upgrade);
      await whileHeld(
        server,
        'select 1 from source_group where id = $1 for update',
        [localId('SourceGroup', upgrade.sourceGroupId)],
        async (release) => {
          const confirmed = confirm(upgrade.second, upgrade, proposal);
          await untilWaiting(server, 1);
          await server.travel('5 minutes');
          await release();
          expect(await confirmed).toBe('CUT_OVER_TOKEN_STALE');
        },
      );
      expect(await seen(upgrade)).toEqual({ state: 'COOLING_OFF', cutOverProposal: null });
    });
  });
});
