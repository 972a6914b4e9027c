import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../world/watching.js';
import { Peer } from './peer.js';

/** Another server of dashboards, which is told each state that it has to deliver. */
export class LivePeer implements AsyncDisposable {
  private constructor(
    private readonly peer: Peer,
    private state: Progress,
  ) {}

  /** `name` is that of a program in `test/bench/peers`. */
  static async start(name: string, tokenSecret: string, state: Progress): Promise<LivePeer> {
    return new LivePeer(await Peer.start(name, { tokenSecret, state }), state);
  }

  get port(): number {
    return this.peer.port;
  }

  get pid(): number {
    return this.peer.pid;
  }

  get sequence(): number {
    return this.state.sequence;
  }

  /** Delivers a new state each so many milliseconds. Resolves to the last sequence. */
  async publishFor(seconds: number, everyMs: number): Promise<number> {
    for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
      await Promise.all([this.peer.process.call('publish', this.next()), delay(everyMs)]);
    }
    return this.sequence;
  }

  /** Lets it send the newest state each so many milliseconds, of those that `note` tells. */
  async sendEvery(milliseconds: number): Promise<void> {
    await this.peer.process.call('every', milliseconds);
  }

  /** Tells a new state, to be sent when it is time. */
  async note(): Promise<void> {
    await this.peer.process.call('note', this.next());
  }

  private next(): Progress {
    const sequence = this.state.sequence + 1;
    this.state = { ...this.state, sequence, accepted: sequence };
    return this.state;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.peer[Symbol.asyncDispose]();
  }
}
