import { type CallerPlan, HttpCaller } from './http-caller.js';
import { serve } from '../stand/serve.js';

/** What came of one run. */
export interface Called {
  readonly answers: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly times: readonly number[];
  /** How often the server has refused for now. */
  readonly refused: number;
}

let callers: HttpCaller[] = [];

/** Callers in a process of their own; each goes on where it stopped when it is run again. */
serve({
  open(plans: readonly CallerPlan[]): void {
    callers = plans.map((plan) => new HttpCaller(plan));
  },

  /** At the ports given, by turns, or at those of the plans. */
  async run({ seconds, ports }: { seconds: number; ports?: readonly number[] }): Promise<Called> {
    await Promise.all(callers.map((caller, index) => caller.connect(ports?.[index % ports.length])));
    const started = performance.now();
    await Promise.all(callers.map((caller) => caller.run(started + seconds * 1_000)));
    const took = (performance.now() - started) / 1_000;
    for (const caller of callers) caller.disconnect();
    const times = callers.flatMap((caller) => caller.times);
    const refused = callers.reduce((sum, caller) => sum + caller.refused, 0);
    return { answers: times.length, seconds: took, times, refused };
  },
});
