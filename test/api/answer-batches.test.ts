import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { eventually } from '../support/eventually.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { metric } from '../support/metrics.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { statementsOf } from '../support/statements.js';
import { answer, invitationOf, noticeDigestOf, refusal, start } from '../support/upgrades.js';

/** Somebody who is asked, ready to say yes. */
interface Ready {
  readonly invitationId: string;
  yes(input?: Record<string, unknown>): Promise<string | undefined>;
}

interface Asked {
  readonly world: GroupWorld;
  readonly upgradeId: string;
  readonly people: readonly Ready[];
}

/** An upgrade with so many people besides the owner, who have the text in hand. */
async function asked(server: TestServer, count: number): Promise<Asked> {
  const world = await groupWorld(server, Array<'ACTIVATED'>(count).fill('ACTIVATED'));
  const upgradeId = await start(world);
  const people: Ready[] = [];
  for (let place = 1; place <= count; place += 1) {
    const api = await server.signIn(mobileAt(world, place));
    const invitationId = (await invitationOf(api)).id;
    const noticeDigest = await noticeDigestOf(api, invitationId);
    people.push({
      invitationId,
      yes: (input = {}) => refusal(api, 'acceptInvitation', { invitationId, noticeDigest, ...input }),
    });
  }
  return { world, upgradeId, people };
}

/** The person at a place, from 0. */
function at({ people }: Asked, place: number): Ready {
  const found = people[place];
  if (!found) throw new Error(`nobody at ${place}`);
  return found;
}

/** The calls that are there: all without an outcome, or those of them that wait for what somebody else holds. */
type Gauge = 'assent_batched_calls' | 'assent_held_up_calls';

/** Lets the answers come while somebody else holds their upgrade, until as many are there, so that they are together. */
function gathered(
  server: TestServer,
  { upgradeId }: Asked,
  calls: readonly (() => Promise<string | undefined>)[],
  gauge: Gauge = 'assent_held_up_calls',
  count = calls.length,
): Promise<(string | undefined)[]> {
  const id = localId('GroupUpgrade', upgradeId);
  return whileHeld(server, 'select 1 from group_upgrade where id = $1 for update', [id], async (release) => {
    const [first, ...others] = calls;
    const one = first?.();
    await untilWaiting(server, 1);
    const rest = others.map((call) => call());
    await eventually(`${gauge} is ${count}`, async () => (await metric(server, gauge)) === count);
    await release();
    return Promise.all([one, ...rest]);
  });
}

async function countsOf({ world, upgradeId }: Asked): Promise<Record<string, number>> {
  const data = await world.admin.succeed<{ groupUpgrade: { progress: Record<string, number> } }>(
    'query ($id: ID!) { groupUpgrade(id: $id) { progress { accepted pending } } }',
    { id: upgradeId },
  );
  return data.groupUpgrade.progress;
}

describe('answers that come at the same time', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('are committed together: seven that wait are one batch, as one is', async () => {
    const all = await asked(server, 12);
    const take = (from: number, to: number): (() => Promise<string | undefined>)[] =>
      all.people.slice(from, to).map((person) => () => person.yes());
    const few = await statementsOf(server, () => gathered(server, all, take(0, 2)));
    const many = await statementsOf(server, () => gathered(server, all, take(2, 10)));
    // The one that waited for the lock by itself, and all that came meanwhile.
    const writing = (statements: readonly string[]): string[] =>
      statements.filter((text) => text.includes('insert into receipt '));
    expect(writing(few)).toHaveLength(2);
    expect(writing(many)).toHaveLength(2);
    expect(await countsOf(all)).toEqual({ accepted: 10, pending: 3 });
  });

  test('each have an outcome of their own: one that is refused or fails leaves its neighbours as they are', async () => {
    const all = await asked(server, 4);
    const stranger = await asked(server, 1);
    const codes = await gathered(
      server,
      all,
      [
        () => at(all, 0).yes(),
        () => at(all, 1).yes({ noticeDigest: 'f'.repeat(64) }),
        () =>
          at(all, 2)
            .yes({ invitationId: at(stranger, 0).invitationId })
            .catch(String),
        () => at(all, 3).yes(),
      ],
      // What nobody is asked waits for nothing.
      'assent_held_up_calls',
      3,
    );
    expect(codes).toEqual([undefined, 'NOTICE_CHANGED', expect.stringContaining('NOT_FOUND'), undefined]);
    expect(await countsOf(all)).toEqual({ accepted: 2, pending: 3 });
  });

  test('wait for nobody who holds another upgrade', async () => {
    const held = await asked(server, 1);
    const free = await asked(server, 1);
    const id = localId('GroupUpgrade', held.upgradeId);
    await whileHeld(server, 'select 1 from group_upgrade where id = $1 for update', [id], async (release) => {
      const waiting = at(held, 0).yes();
      await untilWaiting(server, 1);
      expect(await at(free, 0).yes()).toBeUndefined();
      await release();
      expect(await waiting).toBeUndefined();
    });
  });

  test('with the same idempotency key are one, and with another input under it refused', async () => {
    const all = await asked(server, 3);
    const idempotencyKey = randomUUID();
    const one = at(all, 0);
    const calls = [
      () => one.yes({ idempotencyKey }),
      () => one.yes({ idempotencyKey }),
      () => one.yes({ idempotencyKey, noticeDigest: 'f'.repeat(64) }),
    ];
    // Those with the same key wait for the first, and not for the lock.
    const codes = await gathered(server, all, calls, 'assent_batched_calls');
    expect(codes).toEqual([undefined, undefined, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await countsOf(all)).toEqual({ accepted: 1, pending: 3 });
  });

  test('are followed by the cooling-off once, by whoever was the last', async () => {
    const all = await asked(server, 3);
    await answer(server, mobileAt(all.world, 0), 'acceptInvitation');
    const codes = await gathered(
      server,
      all,
      all.people.map(
        ({ yes }) =>
          () =>
            yes(),
      ),
    );
    expect(codes).toEqual([undefined, undefined, undefined]);
    const rows = await server.app.database.rows<{ type: string; sequence: number }>(
      `select type, sequence from group_upgrade_event where group_upgrade_id = $1 order by sequence`,
      [localId('GroupUpgrade', all.upgradeId)],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.filter(({ type }) => type === 'COOLING_OFF_STARTED')).toHaveLength(1);
  });
});
