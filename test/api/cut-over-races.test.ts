import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { list, refusals } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, invitationOf, mutate, provedSummary, refusal, start } from '../support/upgrades.js';

interface Scene extends GroupWorld {
  readonly groupUpgradeId: string;
  readonly summaryToken: string;
}

describe('races of the cut-over', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** The owner and two more have accepted, a fourth has not answered in time; the numbers were read. */
  async function scene(): Promise<Scene> {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const groupUpgradeId = await start(world);
    for (const index of [0, 1, 2]) await answer(server, mobileAt(world, index), 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    const { token } = await provedSummary(world.admin, groupUpgradeId);
    return { ...world, groupUpgradeId, summaryToken: token };
  }
  const cutOver = ({ admin, groupUpgradeId, summaryToken }: Scene): Promise<string | undefined> =>
    refusal(admin, 'cutOverGroupUpgrade', { groupUpgradeId, summaryToken });

  async function progress({ admin, groupUpgradeId }: Scene): Promise<Record<string, unknown>> {
    const data = await admin.succeed<{ groupUpgrade: { progress: Record<string, unknown> } }>(
      'query ($id: ID!) { groupUpgrade(id: $id) { progress { state accepted included excluded } } }',
      { id: groupUpgradeId },
    );
    return data.groupUpgrade.progress;
  }
  /** Lets a cut-over come as far as the new group, with all its locks. */
  const whileGroupHeld = (
    { groupUpgradeId }: Scene,
    work: (release: () => Promise<void>) => Promise<void>,
  ): Promise<void> =>
    whileHeld(
      server,
      `select 1 from enterprise_group where id = (select enterprise_group_id from group_upgrade where id = $1)
       for update`,
      [localId('GroupUpgrade', groupUpgradeId)],
      work,
    );
  async function disable(world: GroupWorld, index: number): Promise<string[]> {
    const account = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, index));
    return refusals(world.admin, 'disableMember', { memberId: account?.id });
  }
  const answering = async (mobile: string): Promise<{ api: Api; invitationId: string }> => {
    const api = await server.signIn(mobile);
    return { api, invitationId: (await invitationOf(api)).id };
  };

  describe('accept against cut-over', () => {
    test('an answer that comes while the cut-over is carried out is too late', async () => {
      const upgrade = await scene();
      const late = await answering(mobileAt(upgrade, 3));
      await whileGroupHeld(upgrade, async (release) => {
        const over = cutOver(upgrade);
        await untilWaiting(server, 1);
        const accepted = accept(late.api, late.invitationId).then(({ userErrors }) => userErrors[0]?.code);
        await untilWaiting(server, 2);
        await release();
        expect(await over).toBeUndefined();
        expect(await accepted).toBe('UPGRADE_COMPLETED');
      });
      expect(await progress(upgrade)).toEqual({
        state: 'COMPLETED',
        accepted: 0,
        included: 3,
        excluded: 1,
      });
    });

    test('an acceptance that is taken back first makes the numbers of the cut-over stale', async () => {
      const upgrade = await scene();
      const { api, invitationId } = await answering(mobileAt(upgrade, 2));
      await whileHeld(
        server,
        'select 1 from invitation where id = $1 for update',
        [localId('Invitation', invitationId)],
        async (release) => {
          const withdrawn = refusal(api, 'withdrawAcceptance', { invitationId });
          await untilWaiting(server, 1);
          const over = cutOver(upgrade);
          await untilWaiting(server, 2);
          await release();
          expect(await withdrawn).toBeUndefined();
          expect(await over).toBe('CUT_OVER_TOKEN_STALE');
        },
      );
      expect(await progress(upgrade)).toMatchObject({ state: 'COOLING_OFF', accepted: 2, included: 0 });
    });
  });

  describe('accept against disabling, at the cut-over', () => {
    test('an account is not disabled between the check and the end of the cut-over', async () => {
      const upgrade = await scene();
      await whileGroupHeld(upgrade, async (release) => {
        const over = cutOver(upgrade);
        await untilWaiting(server, 1);
        const disabled = disable(upgrade, 2);
        await untilWaiting(server, 2);
        await release();
        expect(await over).toBeUndefined();
        expect(await disabled).toEqual([]);
      });
      expect(await progress(upgrade)).toMatchObject({ state: 'COMPLETED', included: 3 });
    });

    test('an account that is being disabled makes the numbers of the cut-over stale', async () => {
      const upgrade = await scene();
      await whileHeld(server, 'select 1 from audit_chain for update', [], async (release) => {
        // With all that it changes done, it waits for its entry in the audit.
        const disabled = disable(upgrade, 2);
        await untilWaiting(server, 1);
        const over = cutOver(upgrade);
        await untilWaiting(server, 2);
        await release();
        expect(await disabled).toEqual([]);
        expect(await over).toBe('CUT_OVER_TOKEN_STALE');
      });
      expect(await progress(upgrade)).toMatchObject({ state: 'COOLING_OFF', included: 0 });
    });
  });

  test('the cut-over reads no message, so it takes as long for a million as for ten', async () => {
    const upgrade = await scene();
    await whileHeld(server, 'lock table message in access exclusive mode', [], async (release) => {
      expect(await cutOver(upgrade)).toBeUndefined();
      await release();
    });
    expect(await progress(upgrade)).toMatchObject({ state: 'COMPLETED', included: 3 });
  });
});
