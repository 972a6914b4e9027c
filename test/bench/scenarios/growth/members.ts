import { interleaved } from '../../rounds.js';
import type { Bench } from '../../scenario.js';
import { Callers } from '../../stand/callers.js';
import { Stand } from '../../stand/stand.js';
import { compare, type Finding } from '../../statistics.js';
import { openDirectory, ownPages, pagePlans } from '../../world/directory.js';

const READERS = 8;

/** 1,000 to 100,000 members: what a page of them costs. */
export async function growingMembers(bench: Bench): Promise<readonly Finding[]> {
  const top = bench.size(100_000, 5_000);
  const bottom = bench.size(1_000, 500);
  bench.tell(`imports ${bottom} members into one company and ${top} into another`);
  await using stand = await Stand.open(bench);
  const callersIn = async (members: number): Promise<Callers> => {
    const { company, readers } = await openDirectory(stand, { members, readers: READERS });
    return Callers.open(pagePlans(stand.node.port, readers, await ownPages(company)));
  };
  await using few = await callersIn(bottom);
  await using many = await callersIn(top);
  const cost = (callers: Callers) => async () => 1_000 / (await callers.rate(bench.seconds));
  const measured = await interleaved(bench.rounds, { few: cost(few), many: cost(many) });
  return [
    compare({
      what: 'ms a page',
      of: { name: `${top} members`, values: measured.many },
      over: { name: `${bottom} members`, values: measured.few },
      goal: { atMost: 1.3 },
    }),
  ];
}
