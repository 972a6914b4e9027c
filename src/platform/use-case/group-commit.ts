import { isUnavailable } from '../db/pg-errors.js';

/** A call that was left out of its batch, for somebody else holds what it needs; it waits with others for the same. */
export interface HeldUp {
  readonly heldUpBy: string;
}

export interface GroupCommitParts<Item, Outcome> {
  /**
   * Commits these together, and gives each its outcome, in their order. Without `wait` it waits for no lock and
   * answers `HeldUp` for whoever would have to.
   */
  readonly commit: (
    items: readonly Item[],
    options: { readonly wait: boolean },
  ) => Promise<readonly (Outcome | HeldUp)[]>;
  /** What no two items of one batch may share. Those that do are committed one after the other, in order. */
  readonly exclusive: (item: Item) => readonly string[];
  /** Thrown at whoever comes when the queue is full; `retryAfter` in whole seconds. */
  readonly overloaded: (retryAfter: number) => Error;
  readonly limits: GroupCommitLimits;
}

export interface GroupCommitLimits {
  /** Items of one transaction. */
  readonly batch: number;
  /** Items that have no outcome yet, of all batches and lanes. */
  readonly queue: number;
  /** Transactions at once that wait for a lock. */
  readonly waiting: number;
}

interface Entry<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits in groups: while one batch is on its way the next one collects, without a timer, so that who comes alone
 * waits for nothing and who comes with others shares a commit with them. Batches wait for no lock. Who is held up by
 * somebody else's goes on in a lane of their own, named after what they wait for, and the others are not kept.
 */
export class GroupCommit<Item, Outcome extends object> {
  private readonly queue: Entry<Item, Outcome>[] = [];
  private readonly lanes = new Map<string, Entry<Item, Outcome>[]>();
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Lanes that a transaction is on its way for. */
  private readonly served = new Set<string>();
  private committing = false;
  private size = 0;
  private aside = 0;
  /** Of the last batches, in milliseconds, the newest counting most. */
  private pace = 10;

  constructor(private readonly parts: GroupCommitParts<Item, Outcome>) {}

  /** How many have no outcome yet. */
  get unsettled(): number {
    return this.size;
  }

  /** How many of these wait in lanes for what somebody else holds. */
  get heldUp(): number {
    return this.aside;
  }

  async add(item: Item): Promise<Outcome> {
    const { limits, overloaded } = this.parts;
    if (this.size >= limits.queue) throw overloaded(this.retryAfter());
    this.size += 1;
    try {
      return await this.inTurn(this.parts.exclusive(item), item);
    } finally {
      this.size -= 1;
    }
  }

  private retryAfter(): number {
    const batches = Math.ceil(this.size / this.parts.limits.batch);
    return Math.max(1, Math.ceil((batches * this.pace) / 1_000));
  }

  /** After all that came before and share something with it. */
  private async inTurn(keys: readonly string[], item: Item): Promise<Outcome> {
    const before = keys.flatMap((key) => this.turns.get(key) ?? []);
    const outcome =
      before.length === 0 ? this.enqueue(item) : Promise.allSettled(before).then(() => this.enqueue(item));
    for (const key of keys) this.turns.set(key, outcome);
    try {
      return await outcome;
    } finally {
      for (const key of keys) if (this.turns.get(key) === outcome) this.turns.delete(key);
    }
  }

  private enqueue(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      if (!this.committing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.committing = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, this.parts.limits.batch);
      const started = performance.now();
      await this.settle(batch, false);
      this.pace = 0.8 * this.pace + 0.2 * (performance.now() - started);
    }
    this.committing = false;
  }

  private async settle(batch: readonly Entry<Item, Outcome>[], wait: boolean): Promise<void> {
    const items = batch.map(({ item }) => item);
    try {
      const outcomes = await this.parts.commit(items, { wait });
      batch.forEach((entry, place) => this.give(entry, outcomes[place]));
    } catch (error) {
      if (batch.length === 1 || isUnavailable(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One of them fails, and nobody knows which: each for itself, so that it fails alone.
      for (const entry of batch) await this.settle([entry], wait);
    }
  }

  private give(entry: Entry<Item, Outcome>, outcome: Outcome | HeldUp | undefined): void {
    if (!outcome) entry.reject(new Error('a batch gave no outcome'));
    else if ('heldUpBy' in outcome) this.setAside(entry, outcome.heldUpBy);
    else entry.resolve(outcome);
  }

  private setAside(entry: Entry<Item, Outcome>, by: string): void {
    this.aside += 1;
    const lane = this.lanes.get(by);
    if (lane) lane.push(entry);
    else this.lanes.set(by, [entry]);
    this.serveLanes();
  }

  /** Each lane by one transaction at a time, and a bounded number of lanes at once: the others wait in their order. */
  private serveLanes(): void {
    for (const [by, lane] of this.lanes) {
      if (this.served.size >= this.parts.limits.waiting) return;
      if (this.served.has(by)) continue;
      const batch = lane.splice(0, this.parts.limits.batch);
      this.served.add(by);
      void this.settle(batch, true).then(() => {
        this.aside -= batch.length;
        this.leaveLane(by, lane);
      });
    }
  }

  /** Who has come meanwhile is served after the other lanes. */
  private leaveLane(by: string, lane: Entry<Item, Outcome>[]): void {
    this.served.delete(by);
    this.lanes.delete(by);
    if (lane.length > 0) this.lanes.set(by, lane);
    this.serveLanes();
  }
}
