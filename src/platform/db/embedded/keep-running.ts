import { setTimeout as delay } from 'node:timers/promises';

import { messageOf } from '#platform/db/embedded/embedded-error.js';
import type { Supervised } from '#platform/db/embedded/supervise.js';

/** Waits between attempts to start again, in ms: 100, 200, 400 … 5,000. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A process that lived this long, in ms, had started well: the pauses begin anew. */
const STABLE_MS = 30_000;

export type Kept = {
  /** Called with the exit status each time the process ends, once it ran, without having been asked to. */
  onExit(listener: (status: number) => void): void;
  /** Shuts the process down and resolves when it has ended. Also ends an attempt to start it again. */
  stop(): Promise<void>;
};

/** Tells whether the first start or a later one is wanted. Must let go of what it started when `stopping` aborts. */
export type Launch = (stopping: AbortSignal, which: 'first' | 'again') => Promise<Supervised>;

/** Launches a process and launches it again whenever it ends by itself. Rejects if the first launch fails. */
export async function keepRunning(launch: Launch, log: (line: string) => void): Promise<Kept> {
  const stopping = new AbortController();
  const listeners: ((status: number) => void)[] = [];
  const first = await launch(stopping.signal, 'first');

  async function guard(): Promise<void> {
    let failures = 0;
    for (let current: Supervised | undefined = first; current !== undefined;) {
      const since = performance.now();
      const status = await current.exited;
      if (stopping.signal.aborted) return;
      log(`PostgreSQL ended unexpectedly with status ${status}; starting it again`);
      tell(listeners, status, log);
      failures = performance.now() - since > STABLE_MS ? 0 : failures + 1;
      current = await launchAgain(failures);
    }
  }

  /** `undefined` when it was stopped meanwhile. */
  async function launchAgain(failures: number): Promise<Supervised | undefined> {
    for (let attempt = failures; !stopping.signal.aborted; attempt += 1) {
      await delay(pause(attempt), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      try {
        const started = await launch(stopping.signal, 'again');
        log('PostgreSQL runs again');
        return started;
      } catch (error) {
        if (!stopping.signal.aborted) log(`PostgreSQL could not be started again: ${messageOf(error)}`);
      }
    }
    return undefined;
  }

  const guarded = guard();
  return {
    onExit: (listener) => void listeners.push(listener),
    stop: () => {
      stopping.abort();
      return guarded;
    },
  };
}

function pause(attempt: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(attempt - 1, 0), LONGEST_PAUSE_MS);
}

function tell(
  listeners: readonly ((status: number) => void)[],
  status: number,
  log: (line: string) => void,
): void {
  for (const listener of listeners) {
    try {
      listener(status);
    } catch (error) {
      log(`a listener for the end of PostgreSQL failed: ${messageOf(error)}`);
    }
  }
}
