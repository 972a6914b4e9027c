import { setTimeout as delay } from 'node:timers/promises';
import { concurrently } from '#demo/concurrently.js';
import { serve } from '../stand/serve.js';
import { type Heard, SocketClosed, Watcher, type WatcherPlan } from './watcher.js';

/** How many open their sockets at a time. */
const AT_A_TIME = 16;
/** How often one comes back that the server cannot take now. */
const TRIES = 20;
const PAUSE_MS = 500;
/** How often one looks whether all have seen something. Of what is measured nothing depends on it. */
const LOOK_MS = 5;

/** What has come to all watchers together since they were opened. */
export interface Tally {
  readonly messages: number;
  /** The newest state that the slowest watcher has seen, and the fastest. */
  readonly slowest: number;
  readonly fastest: number;
}

let watchers: Watcher[] = [];
/** By sequence, the moment at which a watcher saw a state that includes it last. By the clock of the machine, in ms. */
let seenAt: number[] = [];

function note(before: number, sequence: number): void {
  const now = performance.timeOrigin + performance.now();
  for (let one = before + 1; one <= sequence; one++) seenAt[one] = now;
}

function tally(): Tally {
  let messages = 0;
  let slowest = Infinity;
  let fastest = -1;
  for (const watcher of watchers) {
    if (watcher.lost) throw watcher.lost;
    messages += watcher.messages;
    slowest = Math.min(slowest, watcher.sequence);
    fastest = Math.max(fastest, watcher.sequence);
  }
  return { messages, slowest, fastest };
}

async function opened(plan: WatcherPlan, heard: Heard): Promise<Watcher> {
  for (let left = TRIES; ; left--) {
    try {
      return await Watcher.open(plan, heard);
    } catch (error) {
      if (!(error instanceof SocketClosed) || !error.retryable || left === 0) throw error;
      await delay(PAUSE_MS);
    }
  }
}

/** Dashboards in a process of their own. */
serve({
  /** Adds watchers to those that are there. Resolves when each has its first message. */
  async open(plans: readonly WatcherPlan[]): Promise<void> {
    await concurrently(plans, AT_A_TIME, async (plan) => {
      const heard = (before: number, sequence: number): void => {
        if (before >= 0) note(before, sequence);
      };
      watchers.push(await opened(plan, heard));
    });
  },

  tally,

  /** Resolves when all have seen a state of this sequence or a later one. */
  async seen(sequence: number): Promise<Tally> {
    for (let now = tally(); ; now = tally()) {
      if (now.slowest >= sequence) return now;
      await delay(LOOK_MS);
    }
  },

  /** When the last watcher saw each sequence from `first` on, in ms since the epoch. All must have seen the last. */
  seenFrom(first: number): readonly number[] {
    const times = seenAt.slice(first);
    seenAt = [];
    return times;
  },

  async close(): Promise<void> {
    await Promise.all(watchers.map((watcher) => watcher.close()));
    watchers = [];
  },
});
