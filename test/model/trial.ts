import assert from 'node:assert/strict';
import type { Call, Command, Step } from './commands.js';
import { Judge } from './judge.js';
import type { Performed, Play } from './play.js';
import { sumOf } from './whole.js';

/** Lets a play go on, and has each of its upgrades followed by a judge of its own. */
export class Trial {
  readonly judges: readonly Judge[];
  /** How many commands were given, and how many of them were done. */
  given = 0;
  done = 0;

  constructor(private readonly play: Play) {
    this.judges = play.upgrades.map((upgrade) => new Judge(upgrade));
  }

  async begin(): Promise<void> {
    for (const judge of this.judges) await judge.settle();
  }

  /** Lets the calls of a step happen at the same time and compares what is to be seen afterwards. */
  async see(step: Step, only: 'all' | 'promising' = 'all'): Promise<void> {
    const calls: (readonly [Call, readonly Command[]])[] = [];
    for (const call of step) {
      const parts = this.play.partsOf(call).filter((command) => this.isSensible(command, only));
      if (parts.length > 0) calls.push([call, parts]);
    }
    if (calls.length === 0) return;
    const commands = calls.flatMap(([, parts]) => parts);
    for (const judge of this.judges) judge.begin(commands);
    const performed = await Promise.all(calls.map(([call, parts]) => this.play.perform(call, parts)));
    await this.compare(performed.flat());
  }

  private isSensible(command: Command, only: 'all' | 'promising'): boolean {
    return this.judges.every((judge) => judge.isSensible(command, only));
  }

  private async compare(performed: readonly Performed[]): Promise<void> {
    this.given += performed.length;
    this.done += performed.filter(({ refused }) => refused === undefined).length;
    for (const judge of this.judges) await judge.end(performed);
  }

  /** The API tells at last what is stored. */
  async end(): Promise<void> {
    for (const judge of this.judges) await judge.finish();
    const whole = await this.play.whole();
    if (whole) assert.deepEqual(whole, sumOf(this.judges.map(({ seen }) => seen)));
    if (this.judges.length > 1) for (const place of this.play.present) await this.compareGathered(place);
  }

  /** In one place are all questions that somebody can answer or has answered, and none that somebody else has. */
  private async compareGathered(place: number): Promise<void> {
    const gathered = await this.play.gathered(place);
    const { personId } = this.play.personOf(place);
    for (const judge of this.judges) {
      const { own, foreign } = judge.questionsOf(personId);
      const missing = own.filter((id) => !gathered.has(id));
      assert.deepEqual([missing, foreign.filter((id) => gathered.has(id))], [[], []], `of ${place}`);
    }
  }
}
