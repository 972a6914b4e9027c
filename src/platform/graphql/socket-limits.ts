/** How much of a node its sockets may take. */
export interface SocketLimits {
  /** Sockets from one address. */
  readonly perAddress: number;
  /** Sockets of one person, whatever the sessions. */
  readonly perUser: number;
  /** Operations at once on one socket. */
  readonly subscriptions: number;
  /** After how long without an operation a socket is closed. */
  readonly idleMs: number;
  /** Between a ping and its pong. */
  readonly keepAliveMs: number;
}

/** How many there are of each key. */
export class Tally {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Counts one more. Returns what takes it back. */
  add(key: string): () => void {
    this.counts.set(key, this.of(key) + 1);
    return () => {
      const left = this.of(key) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}

/** Calls back once a socket has had nothing to do for `idleMs`. `isBusy` is asked then; `touch` begins anew. */
export function onceIdle(
  idleMs: number,
  isBusy: () => boolean,
  idle: () => void,
): { readonly touch: () => void; readonly stop: () => void } {
  const timer = setTimeout(() => (isBusy() ? timer.refresh() : idle()), idleMs);
  return { touch: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
