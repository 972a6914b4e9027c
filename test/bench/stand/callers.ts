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

  run(seconds: number): Promise<Called> {
    return this.process.call('run', seconds);
  }

  /** Answers a second. */
  async rate(seconds: number): Promise<number> {
    const called = await this.run(seconds);
    return called.answers / called.seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}
