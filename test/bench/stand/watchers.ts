import { join } from 'node:path';
import type { WatcherPlan } from '../load/watcher.js';
import type { Tally } from '../load/watchers.js';
import { HelperProcess } from './helper-process.js';

/** Dashboards that watch one server from a process of their own. */
export class Watchers implements AsyncDisposable {
  private constructor(private readonly process: HelperProcess) {}

  /** Resolves when each of them has its first message. */
  static async open(plans: readonly WatcherPlan[]): Promise<Watchers> {
    const watchers = new Watchers(HelperProcess.start(join(import.meta.dirname, '../load/watchers.js')));
    await watchers.process.call('open', plans);
    return watchers;
  }

  tally(): Promise<Tally> {
    return this.process.call('tally');
  }

  /** Resolves when all have seen a state of this sequence or a later one. */
  seen(sequence: number): Promise<Tally> {
    return this.process.call('seen', sequence);
  }

  /** When the last of them saw each sequence from `first` on, in ms since the epoch. */
  seenFrom(first: number): Promise<readonly number[]> {
    return this.process.call('seenFrom', first);
  }

  close(): Promise<void> {
    return this.process.call('close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}
