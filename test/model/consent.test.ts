import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ENDING, steps, terms } from './commands.js';
import { Judge } from './judge.js';
import { Play } from './play.js';
import { Stage } from './stage.js';

/*
 * Random plays, many actors at once over connections of their own, judged by the model. `npm run model` says how many
 * and with which seed; a failure prints the seed, the path and the shortest play that still fails.
 */

const RUNS = Number(process.env['ASSENT_MODEL_RUNS'] ?? 25);
const SEED = Number(process.env['ASSENT_MODEL_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
/** Enough for a slow machine; what is random ends by its number of plays, not by a clock. */
const PATIENCE_MS = 60_000 + RUNS * 10_000;

let stage: Stage | undefined;

async function freshStage(): Promise<Stage> {
  if (stage?.isFresh) return stage;
  await stage?.[Symbol.asyncDispose]();
  stage = await Stage.open();
  return stage;
}

afterAll(async () => stage?.[Symbol.asyncDispose]());

/** Plays that ended in each state, so that a thousand plays are known to have met what they are for. */
const ends = new Map<string, number>();
let given = 0;
let done = 0;

describe('a life of consent', () => {
  test(
    `is what the model allows, in ${RUNS} plays of seed ${SEED}`,
    async () => {
      const plays = fc.asyncProperty(terms, steps, fc.boolean(), async (how, random, finish) => {
        const set = await freshStage();
        await using play = await Play.open(set, await set.begin(how));
        const judge = new Judge(play);
        await judge.settle();
        for (const step of random) await judge.see(step);
        if (finish) for (const step of ENDING) await judge.see(step, 'promising');
        await judge.end();
        ends.set(judge.model.state, (ends.get(judge.model.state) ?? 0) + 1);
        given += judge.given;
        done += judge.done;
      });
      await fc.assert(plays, { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 500 });
      const average = (sum: number): string => (sum / RUNS).toFixed(1);
      process.stdout.write(
        `model: ${RUNS} plays, seed ${SEED}, ${JSON.stringify(Object.fromEntries(ends))}, ` +
          `${average(given)} commands a play, ${average(done)} of them done\n`,
      );
      if (RUNS >= 100)
        expect([...ends.keys()].toSorted()).toEqual(expect.arrayContaining(['CANCELLED', 'COMPLETED']));
    },
    PATIENCE_MS,
  );
});
