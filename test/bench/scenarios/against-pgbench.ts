import type { Connection } from '#platform/db/database.js';
import { type Contender, interleaved } from '../rounds.js';
import type { Bench } from '../scenario.js';
import { compare, type Finding, type Goal } from '../statistics.js';
import { oneAnswerRate, prepareOneAnswer } from '../world/one-answer.js';

/** Answers a second, over what pgbench does with the one-answer transaction on the same database. */
export async function againstPgbench(
  bench: Bench,
  connection: Connection,
  goal: Goal,
  assent: Contender<number>,
): Promise<readonly Finding[]> {
  await prepareOneAnswer(connection);
  bench.tell('measures answers and pgbench by turns');
  const pgbench = (): Promise<number> => oneAnswerRate(connection, bench.seconds);
  const measured = await interleaved(bench.rounds, { assent, pgbench });
  return [
    compare({
      what: 'answers a second',
      of: { name: 'Assent', values: measured.assent },
      over: { name: 'pgbench', values: measured.pgbench },
      goal,
    }),
  ];
}
