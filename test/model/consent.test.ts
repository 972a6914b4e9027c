import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Command, type Step, steps } from './commands.js';
import { ConsentModel, STATE_OF } from './consent-model.js';
import { type Play, type Refused, type Snapshot, Stage } from './stage.js';

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

describe('a life of consent', () => {
  test(
    `is what the model allows, in ${RUNS} plays of seed ${SEED}`,
    async () => {
      const plays = fc.asyncProperty(
        steps,
        fc.constantFrom(0, 5),
        fc.boolean(),
        async (given, hours, finish) => {
          await using play = await (await freshStage()).play({ coolingOffHours: hours });
          const judge = new Judge(play);
          await judge.settle();
          for (const step of given) await judge.see(step);
          if (finish) for (const command of ENDING) await judge.see([command]);
          judge.end();
        },
      );
      await fc.assert(plays, { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 500 });
      process.stdout.write(
        `model: ${RUNS} plays, seed ${SEED}, ${JSON.stringify(Object.fromEntries(ends))}\n`,
      );
      if (RUNS >= 100)
        expect([...ends.keys()].toSorted()).toEqual(expect.arrayContaining(['CANCELLED', 'COMPLETED']));
    },
    PATIENCE_MS,
  );
});

/** Leads to the cut-over whatever came before, unless too few are left. */
const ENDING: readonly Command[] = [
  { kind: 'reinstate' },
  { kind: 'resume' },
  { kind: 'close' },
  { kind: 'travel', hours: 7 },
  { kind: 'cutOver' },
];

class Judge {
  private readonly model = new ConsentModel();
  private snapshot: Snapshot | undefined;
  private answers = 0;

  constructor(private readonly play: Play) {}

  /** Lets the commands of a step happen at the same time and compares what is to be seen afterwards. */
  async see(step: Step): Promise<void> {
    const mustBeTaken = step.length === 1 ? this.expectation(step[0]) : undefined;
    const refused = await Promise.all(step.map((command) => this.play.perform(command)));
    const taken = await this.settle();
    this.compareAnswers(step, refused, taken);
    if (mustBeTaken !== undefined) {
      const said = `${JSON.stringify(step[0])} was answered ${refused[0] ?? 'as done'} while ${this.model.state}`;
      expect([said, refused[0] === undefined]).toEqual([said, mustBeTaken]);
    }
  }

  /** Reads everything that has happened, and compares. Returns the answers in the log, as `invitation state`. */
  async settle(): Promise<string[]> {
    const before = this.snapshot;
    const snapshot = await this.play.snapshot();
    const answers: string[] = [];
    for await (const event of this.play.eventsUntil(snapshot.sequence, this.model.sequence)) {
      this.model.apply(event);
      if (Object.values(STATE_OF).includes(event.toState ?? ''))
        answers.push(`${event.invitationId} ${event.toState}`);
    }
    this.snapshot = snapshot;
    this.answers += answers.length;
    this.compare(snapshot, before);
    return answers;
  }

  private compare(snapshot: Snapshot, before: Snapshot | undefined): void {
    expect(snapshot.state).toBe(this.model.state);
    const counted = Object.keys(snapshot.counts).map((name) => [name, this.model.count(name.toUpperCase())]);
    expect(snapshot.counts).toEqual(Object.fromEntries(counted));
    for (const [who, { id, state, expiresAt }] of snapshot.invitations.entries()) {
      expect([who, state]).toEqual([who, this.model.stateOf(id)]);
      const earlier = before?.invitations[who];
      if (earlier?.state === 'PENDING' && state === 'PENDING')
        expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(Date.parse(earlier.expiresAt));
    }
    expect(snapshot.receipts).toBe(this.answers);
    expect(snapshot.joined).toBe(snapshot.counts['included']);
  }

  /** Every answer that was acknowledged stands in the log, and no other does. */
  private compareAnswers(step: Step, refused: readonly Refused[], taken: readonly string[]): void {
    const acknowledged = step.flatMap((command, index) =>
      command.kind === 'answer' && refused[index] === undefined
        ? [`${this.play.invitationIds[command.who]} ${STATE_OF[command.how]}`]
        : [],
    );
    expect(taken.toSorted()).toEqual(acknowledged.toSorted());
  }

  /** Whether a command on its own must be done (true) or refused (false); undefined where the model does not say. */
  private expectation(command: Command | undefined): boolean | undefined {
    const { snapshot, model } = this;
    if (!snapshot || !command) return undefined;
    const { suspended, invitations, coolingOffUntil } = snapshot;
    const { kind } = command;
    if (kind === 'answer') {
      const asked = invitations[command.who];
      if (!asked) return undefined;
      const expired = this.play.now >= Date.parse(asked.expiresAt);
      return model.takes(command, asked.id, { ...asked, expired, suspended });
    }
    if (kind === 'close') return !suspended && model.state === 'INVITING';
    if (kind === 'stop') return !suspended && model.state === 'COOLING_OFF';
    if (kind === 'pause') return !suspended && (model.state === 'INVITING' || model.state === 'COOLING_OFF');
    if (kind === 'cutOver') {
      const joining = invitations.filter(({ id, circumstances }) => model.joins(id, circumstances));
      const over = coolingOffUntil !== null && this.play.now >= Date.parse(coolingOffUntil);
      return !suspended && model.state === 'COOLING_OFF' && over && joining.length >= 2;
    }
    return undefined;
  }

  end(): void {
    ends.set(this.model.state, (ends.get(this.model.state) ?? 0) + 1);
  }
}
