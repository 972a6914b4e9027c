import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Play } from './play.js';
import { endingIn, steps, terms } from './random-steps.js';
import { Stage } from './stage.js';
import { Trial } from './trial.js';

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

/** Upgrades that ended in each state, so that a thousand plays are known to have met what they are for. */
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
        const trial = new Trial(play);
        await trial.begin();
        for (const step of random) await trial.see(step);
        if (finish) for (const step of endingIn(play.upgrades.length)) await trial.see(step, 'promising');
        await trial.end();
        for (const { model } of trial.judges) ends.set(model.state, (ends.get(model.state) ?? 0) + 1);
        given += trial.given;
        done += trial.done;
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
