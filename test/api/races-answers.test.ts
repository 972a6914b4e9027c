import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { sweep, untilState } from '../support/life.js';
import { inTurn, untilWaiting, whileHeld } from '../support/locks.js';
import { list } from '../support/members.js';
import { metric } from '../support/metrics.js';
import { LEAST_NOTICE } from '../support/notices.js';
import { mobileAt } from '../support/people.js';
import { receiptsInUpgrade, receiptsOf } from '../support/receipts.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  answer,
  invitationOf,
  mutate,
  noticeDigestOf,
  provedSummary,
  refusal,
  start,
} from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

/** One who is asked, with the text in hand, and the upgrade that asks. */
interface Asked {
  readonly world: GroupWorld;
  readonly upgradeId: string;
  readonly api: Api;
  readonly invitationId: string;
  readonly memberId: string | undefined;
  /** Gives the answer. Returns the code that refuses it; undefined when it was taken. */
  say(how: 'acceptInvitation' | 'declineInvitation'): Promise<string | undefined>;
}

async function ask(server: TestServer, input: Record<string, unknown> = {}): Promise<Asked> {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
  const upgradeId = await start(world, input);
  const api = await server.signIn(mobileAt(world, 1));
  const invitationId = (await invitationOf(api)).id;
  const noticeDigest = await noticeDigestOf(api, invitationId);
  const memberId = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, 1))?.id;
  return {
    world,
    upgradeId,
    api,
    invitationId,
    memberId,
    say: (how) => refusal(api, how, { invitationId, noticeDigest }),
  };
}

/** Both come to where the upgrade is decided upon, `first` before `second`. */
function inOrder<First, Second>(
  server: TestServer,
  { upgradeId }: Asked,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const row = { table: 'group_upgrade', id: localId('GroupUpgrade', upgradeId) } as const;
  return inTurn(server, row, first, second);
}

/** `second` begins when `first` has done everything and has not committed: it waits with its audit entry. */
function beforeItsCommit<First, Second>(
  server: TestServer,
  { world }: Asked,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const id = `organization:${localId('Organization', world.organizationId)}`;
  return inTurn(server, { table: 'audit_chain', id }, first, second);
}

/** The second tab calls while the first one's call waits: the server takes one person's calls one after the other. */
function inTabs(
  server: TestServer,
  { upgradeId }: Asked,
  first: () => Promise<string | undefined>,
  second: () => Promise<string | undefined>,
): Promise<(string | undefined)[]> {
  const id = localId('GroupUpgrade', upgradeId);
  return whileHeld(server, 'select 1 from group_upgrade where id = $1 for update', [id], async (release) => {
    const one = first();
    await untilWaiting(server, 1);
    const other = second();
    await eventually(
      'both calls are there',
      async () => (await metric(server, 'assent_batched_calls')) === 2,
    );
    await release();
    return Promise.all([one, other]);
  });
}

/** How the invitation stands, as an administrator sees it. */
async function stateOf({ world, upgradeId, invitationId }: Asked): Promise<string | undefined> {
  const data = await world.admin.succeed<{
    groupUpgradeInvitations: { edges: { node: { id: string; state: string } }[] };
  }>(
    'query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 10) { edges { node { id state } } } }',
    { id: upgradeId },
  );
  return data.groupUpgradeInvitations.edges.find(({ node }) => node.id === invitationId)?.node.state;
}

/** The answers that were acknowledged, in the order of the log. */
async function answersOf({ world, upgradeId, invitationId }: Asked): Promise<string[]> {
  return (await receiptsInUpgrade(world.admin, upgradeId, invitationId)).map((receipt) => receipt.answer);
}

/** Of everybody, by state: equal to what the log adds up to. */
async function countsOf({ world, upgradeId }: Asked): Promise<Record<string, number>> {
  const data = await world.admin.succeed<{ groupUpgrade: { progress: Record<string, number> } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { progress { total blocked pending accepted declined expired revoked } } }',
    { id: upgradeId },
  );
  return data.groupUpgrade.progress;
}

describe('accept against', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const YES = 'acceptInvitation';
  const NO = 'declineInvitation';

  test.each([
    [YES, NO, ['ACCEPTED', 'DECLINED']],
    [NO, YES, ['DECLINED', 'ACCEPTED']],
  ] as const)(
    'a second tab: %s and then %s are both acknowledged, and the later one stands',
    async (first, second, answers) => {
      const asked = await ask(server);
      const codes = await inTabs(
        server,
        asked,
        () => asked.say(first),
        () => asked.say(second),
      );
      expect(codes).toEqual([undefined, undefined]);
      expect(await answersOf(asked)).toEqual(answers);
      expect(await stateOf(asked)).toBe(answers[1]);
      expect(await countsOf(asked)).toMatchObject({ total: 3, pending: 2 });
    },
  );

  test.each([
    [YES, 'ACCEPTED'],
    [NO, 'DECLINED'],
  ] as const)('a second tab: %s in both is one answer, and the later one is told so', async (same, given) => {
    const asked = await ask(server);
    const codes = await inTabs(
      server,
      asked,
      () => asked.say(same),
      () => asked.say(same),
    );
    expect(codes).toEqual([undefined, 'INVITATION_ALREADY_ANSWERED']);
    expect(await answersOf(asked)).toEqual([given]);
    expect(await stateOf(asked)).toBe(given);
  });

  const cancel = ({ world, upgradeId }: Asked): Promise<string | undefined> =>
    refusal(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: upgradeId });

  test('cancel: the answer that came first counts, and is revoked with the others', async () => {
    const asked = await ask(server);
    const codes = await inOrder(
      server,
      asked,
      () => asked.say(YES),
      () => cancel(asked),
    );
    expect(codes).toEqual([undefined, undefined]);
    expect(await answersOf(asked)).toEqual(['ACCEPTED']);
    expect(await stateOf(asked)).toBe('REVOKED');
  });

  test('cancel: the answer that comes second is refused', async () => {
    const asked = await ask(server);
    const codes = await inOrder(
      server,
      asked,
      () => cancel(asked),
      () => asked.say(YES),
    );
    expect(codes).toEqual([undefined, 'UPGRADE_CANCELLED']);
    expect(await answersOf(asked)).toEqual([]);
    expect(await countsOf(asked)).toMatchObject({ total: 3, revoked: 3, accepted: 0 });
  });

  const disable = ({ world, memberId }: Asked): Promise<string | undefined> =>
    refusal(world.admin, 'disableMember', { memberId });

  const changes = [
    ['disabling', 'ACCOUNT_DISABLED', disable],
    [
      'mobile change',
      'MOBILE_MISMATCH',
      ({ world, memberId }: Asked) => refusal(world.admin, 'updateMember', { memberId, mobile: newMobile() }),
    ],
  ] as const;

  test.each(changes)('%s: an answer that comes after it is refused', async (_name, _exclusion, change) => {
    const asked = await ask(server);
    const codes = await inOrder(
      server,
      asked,
      () => change(asked),
      () => asked.say(YES),
    );
    expect(codes).toEqual([undefined, 'INVITATION_BLOCKED']);
    expect(await answersOf(asked)).toEqual([]);
    expect(await stateOf(asked)).toBe('BLOCKED');
  });

  test.each(changes)(
    '%s: an answer that came before it counts, and who gave it stays out as %s',
    async (_name, exclusion, change) => {
      const asked = await ask(server);
      const { world, upgradeId } = asked;
      const codes = await inOrder(
        server,
        asked,
        () => asked.say(YES),
        () => change(asked),
      );
      expect(codes).toEqual([undefined, undefined]);
      expect(await answersOf(asked)).toEqual(['ACCEPTED']);
      expect(await stateOf(asked)).toBe('ACCEPTED');
      await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
      const { cutOverSummary } = await world.admin.succeed<{
        cutOverSummary: { excludedByReason: unknown[] };
      }>('query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) { excludedByReason { reason count } } }', {
        id: upgradeId,
      });
      expect(cutOverSummary.excludedByReason).toContainEqual({ reason: exclusion, count: 1 });
    },
  );

  const publish = async ({ world: { admin, organizationId } }: Asked): Promise<void> => {
    await mutate(admin, 'publishNotice', {
      organizationId,
      textEn: LEAST_NOTICE,
      textZh: LEAST_NOTICE,
      expectedVersion: 0,
    });
  };
  const adopt = ({ world, upgradeId }: Asked): Promise<string | undefined> =>
    refusal(world.admin, 'adoptNotice', { groupUpgradeId: upgradeId });

  test('another text: a yes to the old one that came first is asked anew, one that comes second is refused', async () => {
    const early = await ask(server);
    await publish(early);
    expect(
      await inOrder(
        server,
        early,
        () => early.say(YES),
        () => adopt(early),
      ),
    ).toEqual([undefined, undefined]);
    expect(await stateOf(early)).toBe('PENDING');
    const late = await ask(server);
    await publish(late);
    expect(
      await inOrder(
        server,
        late,
        () => adopt(late),
        () => late.say(YES),
      ),
    ).toEqual([undefined, 'NOTICE_CHANGED']);
    expect(await stateOf(late)).toBe('PENDING');
    expect(await answersOf(late)).toEqual([]);
  });

  test('another text: whoever is being disabled meanwhile is not asked anew but blocked', async () => {
    const asked = await ask(server);
    expect(await asked.say(YES)).toBeUndefined();
    await publish(asked);
    const codes = await beforeItsCommit(
      server,
      asked,
      () => disable(asked),
      () => adopt(asked),
    );
    expect(codes).toEqual([undefined, undefined]);
    expect(await stateOf(asked)).toBe('BLOCKED');
  });

  test('disabling: an answer waits for one that is not committed yet, also where a no turns into a yes', async () => {
    const asked = await ask(server);
    expect(await asked.say(NO)).toBeUndefined();
    const codes = await beforeItsCommit(
      server,
      asked,
      () => disable(asked),
      () => asked.say(YES),
    );
    expect(codes).toEqual([undefined, 'INVITATION_BLOCKED']);
    expect(await stateOf(asked)).toBe('DECLINED');
  });

  test('cut-over: a yes that came first makes its numbers stale, one that comes second is refused', async () => {
    const cutOver = async ({ world, upgradeId }: Asked): Promise<() => Promise<string | undefined>> => {
      const { token } = await provedSummary(world.admin, upgradeId);
      return () =>
        refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: upgradeId, summaryToken: token });
    };
    const early = await everybodyElseAccepts(await ask(server));
    expect(await inOrder(server, early, () => early.say(YES), await cutOver(early))).toEqual([
      undefined,
      'CUT_OVER_TOKEN_STALE',
    ]);
    expect(await stateOf(early)).toBe('ACCEPTED');
    const late = await everybodyElseAccepts(await ask(server));
    expect(await inOrder(server, late, await cutOver(late), () => late.say(YES))).toEqual([
      undefined,
      'UPGRADE_COMPLETED',
    ]);
    expect(await stateOf(late)).toBe('EXCLUDED');
    expect(await receiptsOf(late.api, late.invitationId)).toHaveLength(1);
  });

  /** With their no everybody has answered: the upgrade cools off, in which they may still change their mind. */
  async function everybodyElseAccepts(asked: Asked): Promise<Asked> {
    for (const index of [0, 2]) await answer(server, mobileAt(asked.world, index), YES);
    expect(await asked.say(NO)).toBeUndefined();
    return asked;
  }

  test('expiry: one that was given in time is kept by a sweeper that comes before its commit', async () => {
    await using own = await startServer();
    const asked = await ask(own, { answerDays: 1 });
    const { world, upgradeId } = asked;
    await whileHeld(
      own,
      'select 1 from audit_chain where id = $1 for update',
      [`organization:${localId('Organization', world.organizationId)}`],
      async (release) => {
        const said = asked.say(YES);
        await untilWaiting(own, 1);
        await own.travel('1 day 1 second');
        await sweep(own, upgradeId);
        await untilWaiting(own, 2);
        await release();
        expect(await said).toBeUndefined();
      },
    );
    const later = { ...asked, world: { ...world, admin: await own.signIn(world.adminMobile) } };
    await untilState(later.world.admin, upgradeId, 'COOLING_OFF');
    expect(await stateOf(later)).toBe('ACCEPTED');
    expect(await answersOf(later)).toEqual(['ACCEPTED']);
    expect(await countsOf(later)).toMatchObject({ accepted: 1, expired: 2, pending: 0 });
  });

  test('expiry: one that waits for its turn until the time is over is refused', async () => {
    await using own = await startServer();
    const asked = await ask(own, { answerDays: 1 });
    await whileHeld(
      own,
      'select 1 from group_upgrade where id = $1 for update',
      [localId('GroupUpgrade', asked.upgradeId)],
      async (release) => {
        const said = asked.say(YES);
        await untilWaiting(own, 1);
        await own.travel('1 day 1 second');
        await release();
        expect(await said).toBe('INVITATION_EXPIRED');
      },
    );
  });

  test.each(['before', 'after'] as const)(
    'expiry: one that comes too late is refused %s the sweeper has stored it, which counts it once',
    async (when) => {
      await using own = await startServer();
      const asked = await ask(own, { answerDays: 1 });
      await own.travel('1 day 1 second');
      const api = await own.signIn(mobileAt(asked.world, 1));
      const { invitationId, upgradeId } = asked;
      const noticeDigest = await noticeDigestOf(api, invitationId);
      const say = (): Promise<unknown> => refusal(api, YES, { invitationId, noticeDigest });
      const swept = (): Promise<unknown> => sweep(own, upgradeId);
      const [first, second] = when === 'before' ? [say, swept] : [swept, say];
      expect(await inOrder(own, asked, first, second)).toContain('INVITATION_EXPIRED');
      const admin = await own.signIn(asked.world.adminMobile);
      const progress = admin.subscribe<{ groupUpgradeProgress: Record<string, unknown> }>(
        'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { state expired accepted } }',
        { id: upgradeId },
      );
      expect(
        await progress.until(({ groupUpgradeProgress }) => groupUpgradeProgress['state'] === 'COOLING_OFF'),
      ).toEqual({ groupUpgradeProgress: { state: 'COOLING_OFF', expired: 3, accepted: 0 } });
      await progress.close();
    },
  );
});
