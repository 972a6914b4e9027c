/**
 * Wake-ups by topic. A wake-up is a hint without content: who hears it reads what it lacks from the database.
 * So one lost hint costs latency, never an event.
 */
export interface Hub {
  /** Wakes the watchers of `topic` in this process at once, and those of other nodes through the bridge. */
  publish(topic: string): void;
  /** Wakes the watchers in this process only: what a bridge calls with what it heard. */
  wake(topic: string): void;
  /** Wakes everybody, for instance after the bridge was cut and may have missed something. */
  wakeAll(): void;
  subscribe(topic: string, listener: () => void): () => void;
  /** Hears of every wake-up in this process, before its watchers; undefined means that anything may have changed. */
  onWake(listener: (topic: string | undefined) => void): void;
  onPublish(bridge: (topic: string) => void): void;
  readonly watchers: number;
}

export function createHub(): Hub {
  const listeners = new Map<string, Set<() => void>>();
  let bridge: (topic: string) => void = () => undefined;
  const wakes: ((topic: string | undefined) => void)[] = [];
  let watchers = 0;
  const wake = (topic: string): void => {
    for (const listener of wakes) listener(topic);
    for (const listener of listeners.get(topic) ?? []) listener();
  };
  return {
    wake,
    publish(topic) {
      wake(topic);
      bridge(topic);
    },
    wakeAll() {
      for (const listener of wakes) listener(undefined);
      for (const topic of listeners.keys()) wake(topic);
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      watchers += 1;
      return () => {
        if (!known.delete(listener)) return;
        watchers -= 1;
        if (known.size === 0) listeners.delete(topic);
      };
    },
    onWake(listener) {
      wakes.push(listener);
    },
    onPublish(next) {
      bridge = next;
    },
    get watchers() {
      return watchers;
    },
  };
}
