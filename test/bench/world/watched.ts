import type { Bench } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import type { Stand } from '../stand/stand.js';
import { answerPlan, type Answering, standAnswering } from './answering.js';
import type { SignedIn } from './company.js';
import { watchersOf } from './watching.js';

const CALLERS = 64;
export const ANSWERS_A_SECOND = 1_000;

/** One upgrade on which people answer, and those who open dashboards on it. */
export interface Watched extends AsyncDisposable {
  readonly stand: Stand;
  readonly answering: Answering;
  readonly upgradeId: string;
  readonly people: readonly SignedIn[];
  /** How many dashboards. */
  readonly count: number;
  readonly callers: Callers;
}

/** Callers answer as fast as they can, or together `ANSWERS_A_SECOND`. */
export async function standWatched(bench: Bench, pace: 'FAST' | 'EVEN'): Promise<Watched> {
  const count = bench.size(2_000, 200);
  bench.tell(`signs ${CALLERS} people in, and those who open ${count} dashboards`);
  await using opened = new AsyncDisposableStack();
  const { stand, answering } = await standAnswering(bench, { people: CALLERS });
  opened.use(stand);
  const people = await watchersOf(stand, answering, count);
  const everyMs = pace === 'EVEN' ? (1_000 * CALLERS) / ANSWERS_A_SECOND : undefined;
  const plans = answering.answerers.map((answerer) => answerPlan(answerer, stand.node.port, everyMs));
  const callers = opened.use(await Callers.open(plans));
  const all = opened.move();
  const upgradeId = answering.upgradeIds[0] ?? '';
  return {
    stand,
    answering,
    upgradeId,
    people,
    count,
    callers,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
