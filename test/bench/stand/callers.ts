import { join } from 'node:path';
import type { Called } from '../load/callers.js';
import type { CallerPlan } from '../load/http-caller.js';
import { HelperProcess } from './helper-process.js';

/** Callers that keep a server busy from a process of their own. */
export class Callers implements AsyncDisposable {
  private constructor(private readonly process: HelperProcess) {}

  static async open(plans: readonly CallerPlan[]): Promise<Callers> {
    const callers = new Callers(HelperProcess.start(join(import.meta.dirname, '../load/callers.js')));
    await callers.process.call('open', plans);
    return callers;
  }

  /** At the ports given, by turns, or at those of the plans. */
  run(seconds: number, ports?: readonly number[]): Promise<Called> {
    return this.process.call('run', { seconds, ports });
  }

  /** Answers a second. */
  async rate(seconds: number): Promise<number> {
    return rateOf(await this.run(seconds));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

/** Answers a second. Says so if the server has refused some for now: they were asked for again, and count once. */
export function rateOf({ answers, seconds, refused }: Called): number {
  if (refused > 0) console.log(`  … ${refused} times refused for now, ${answers} times answered`);
  return answers / seconds;
}
