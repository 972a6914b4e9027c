import { setTimeout as delay } from 'node:timers/promises';
import { localId } from '#platform/graphql/relay.js';
import { interleaved } from '../rounds.js';
import type { Bench, Scenario } from '../scenario.js';
import type { Callers } from '../stand/callers.js';
import { query } from '../stand/database.js';
import { LivePeer } from '../stand/live-peer.js';
import type { Stand } from '../stand/stand.js';
import { Watchers } from '../stand/watchers.js';
import { compare, percentile } from '../statistics.js';
import { ANSWERS_A_SECOND, standWatched } from '../world/watched.js';
import { listenerPlans, progressOf, sequenceOf, watcherPlans } from '../world/watching.js';

const WHOLE = 0.99;

export const latency: Scenario = {
  name: 'latency',
  title: 'from commit to the last of 2,000 watchers, at 1,000 answers a second',
  async run(bench) {
    await using watched = await standWatched(bench, 'EVEN');
    const { stand, answering, upgradeId, people, count, callers } = watched;
    const { port } = stand.node;
    await using watchers = await Watchers.open(watcherPlans(people, count, { port, upgradeId }));
    const state = await progressOf(answering.company.admin, upgradeId);
    await using bare = await LivePeer.start('live-by-bare-ws', stand.tokenSecret, state);
    await using listeners = await Watchers.open(listenerPlans(count, bare.port));

    bench.tell('measures both by turns');
    // What Assent did in a round is what the bare sockets do in the next: as many changes, as many messages.
    let pace: Pace = { changesASecond: ANSWERS_A_SECOND, messageMs: 100 };
    const measured = await interleaved(bench.rounds, {
      async assent() {
        const { late, ...paced } = await answered(bench, { stand, upgradeId, callers, watchers, count });
        pace = paced;
        return late;
      },
      bare: () => broadcast(bench, bare, listeners, pace),
    });
    return [
      compare({
        what: 'ms from a change to the last watcher, 99th percentile',
        of: { name: 'Assent', values: measured.assent },
        over: { name: 'a bare ws broadcast', values: measured.bare },
        goal: { atMost: 2 },
      }),
    ];
  },
};

interface Pace {
  readonly changesASecond: number;
  /** Between two messages to one watcher. */
  readonly messageMs: number;
}

interface Watched {
  readonly stand: Stand;
  readonly upgradeId: string;
  readonly callers: Callers;
  readonly watchers: Watchers;
  readonly count: number;
}

/** How long each answer took to reach all, from the moment that the database has written into its event. */
async function answered(bench: Bench, watched: Watched): Promise<Pace & { readonly late: number }> {
  const { stand, upgradeId, callers, watchers, count } = watched;
  const first = (await sequenceOf(stand, upgradeId)) + 1;
  const before = await watchers.tally();
  const { answers, seconds } = await callers.run(bench.seconds);
  const after = await watchers.seen(await sequenceOf(stand, upgradeId));
  const seen = await watchers.seenFrom(first);
  const events = await query<{ sequence: number; at: number }>(
    stand.connection,
    `select sequence::int, extract(epoch from at)::float8 * 1000 as at from group_upgrade_event
     where group_upgrade_id = $1 and sequence >= $2`,
    [localId('GroupUpgrade', upgradeId), first],
  );
  return {
    late: percentile(
      events.map(({ sequence, at }) => (seen[sequence - first] ?? Number.NaN) - at),
      WHOLE,
    ),
    changesASecond: answers / seconds,
    messageMs: (seconds * 1_000 * count) / (after.messages - before.messages),
  };
}

/** The same of a server that is told as many changes and sends the newest as often. */
async function broadcast(bench: Bench, bare: LivePeer, listeners: Watchers, pace: Pace): Promise<number> {
  await bare.sendEvery(pace.messageMs);
  const first = bare.sequence + 1;
  const told: number[] = [];
  const started = performance.now();
  for (let now = started; now < started + bench.seconds * 1_000; now = performance.now()) {
    const due = Math.floor(((now - started) / 1_000) * pace.changesASecond);
    while (told.length < due) {
      told.push(performance.timeOrigin + performance.now());
      await bare.note();
    }
    await delay(1);
  }
  await listeners.seen(bare.sequence);
  const seen = await listeners.seenFrom(first);
  return percentile(
    told.map((at, index) => (seen[index] ?? Number.NaN) - at),
    WHOLE,
  );
}
