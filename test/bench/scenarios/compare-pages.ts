import { interleaved } from '../rounds.js';
import type { Bench } from '../scenario.js';
import type { Callers } from '../stand/callers.js';
import { compare, type Finding } from '../statistics.js';

/** Another server that answers the same pages, and how many times as many pages a second Assent is to give. */
export interface PagePeer {
  readonly name: string;
  readonly callers: Callers;
  readonly atLeast: number;
}

/** Measures pages a second of Assent and of its peers by turns. */
export async function comparePages(
  bench: Bench,
  assent: Callers,
  peers: readonly PagePeer[],
): Promise<Finding[]> {
  bench.tell(`measures all ${peers.length + 1} by turns`);
  const rate = (callers: Callers) => () => callers.rate(bench.seconds);
  const rates = Object.fromEntries(peers.map(({ name, callers }) => [name, rate(callers)]));
  const measured = await interleaved<Record<string, number>>(bench.rounds, {
    Assent: rate(assent),
    ...rates,
  });
  return peers.map(({ name, atLeast }) =>
    compare({
      what: 'pages a second',
      of: { name: 'Assent', values: measured['Assent'] ?? [] },
      over: { name, values: measured[name] ?? [] },
      goal: { atLeast },
    }),
  );
}
