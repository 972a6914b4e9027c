import { isUnavailable } from '../db/pg-errors.js';
import type { SharedLoads } from '../db/shared-loads.js';
import type { Sql } from '../db/sql.js';
import { Bell } from '../events/bell.js';
import type { Hub } from '../events/hub.js';
import { Signal } from '../events/signal.js';
import type { Runner } from '../use-case/runner.js';
import type { QueryContext } from '../use-case/use-case.js';
import { type Seat, viewerKey } from './seat.js';

/** How long a room that hears nothing waits before it looks for itself: the price of a lost hint. */
export const POLL_MS = 3_000;
/** Rooms that look for themselves do so at moments they have in common, and can share what they read. */
const MOMENT_MS = 250;
/** How old a viewer's right may be when something is delivered to them. */
const RIGHTS_MS = 1_000;

export interface RoomParts {
  readonly sql: Sql;
  /** Over the same connection. */
  readonly loads: SharedLoads;
  readonly hub: Hub;
  readonly runner: Runner;
  /** The least time between two states to one watcher; what changes in between is merged into the next. */
  readonly mergeMs: number;
}

/** What is watched, without its kind. */
interface Watched<Input, Subject> {
  readonly name: string;
  readonly action: string;
  topic(input: Input): string;
  readonly also?: (subject: Subject) => readonly string[];
  readonly pollMs?: number;
  read(sql: Sql, input: Input, loads: SharedLoads): Promise<Subject>;
  allow(context: QueryContext, subject: Subject): Promise<void>;
  isFinal(subject: Subject): boolean;
}

/** A seat that is taken. */
export interface Place {
  readonly seat: Seat;
  /** When the right to sit here was found, by the process's clock; undefined before it was asked for. */
  allowedAt?: number;
  /** It is not read, and somebody is told when it is. */
  jammed?: boolean;
}

/** When to look again. */
export interface Pause {
  /** For how long no hint need be heard: what was sent last is fresh enough. */
  readonly quietMs: number;
  /** Whether something is left to send then, also without a hint. */
  readonly pending: boolean;
}

/**
 * All who watch one thing. It is read once for all of them, when a hint comes, when somebody comes, and now and then
 * without either. Rights are asked for when somebody comes and again as long as they stay, for all at once.
 */
export abstract class Room<Input, Subject, Taken extends Place> {
  protected readonly places = new Set<Taken>();
  private readonly bell: Bell;
  /** Somebody has come, or reads again after a jam. */
  private readonly called = new Signal();
  private running = false;

  constructor(
    protected readonly watched: Watched<Input, Subject>,
    protected readonly input: Input,
    protected readonly parts: RoomParts,
    private readonly onEmpty: () => void,
  ) {
    this.bell = new Bell(parts.hub, watched.topic(input));
  }

  /** Takes a seat. Returns how to leave it. */
  protected enter(place: Taken): () => void {
    this.places.add(place);
    if (this.running) this.call();
    else void this.run();
    return () => this.leave(place);
  }

  /** Reads what is watched. */
  protected present(): Promise<Subject> {
    return this.watched.read(this.parts.sql, this.input, this.parts.loads);
  }

  /** Delivers what is due to those who may have it. */
  protected abstract deliver(subject: Subject): Promise<Pause>;

  /** Whether somebody has been sent all that a final subject has. */
  protected abstract isDone(place: Taken, subject: Subject): boolean;

  /** Those whose right was found; who has come since waits for the next look. */
  protected get admitted(): Taken[] {
    return [...this.places].filter(({ allowedAt }) => allowedAt !== undefined);
  }

  /** Whether nothing can be sent to somebody now. When it can again, it is looked again. */
  protected isJammed(place: Taken): boolean {
    if (!place.seat.congested) return false;
    if (!place.jammed) {
      place.jammed = true;
      place.seat.onceDrained(() => {
        place.jammed = false;
        this.call();
      });
    }
    return true;
  }

  /** Looks again soon, for somebody could be sent more now. */
  protected call(): void {
    this.called.ring();
    this.bell.ring();
  }

  protected end(place: Taken, error?: unknown): void {
    if (this.leave(place)) place.seat.end(error);
  }

  protected leave(place: Taken): boolean {
    const left = this.places.delete(place);
    if (this.places.size === 0) this.call();
    return left;
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.places.size > 0) await this.look();
    } catch (error) {
      for (const place of this.places) this.end(place, error);
    } finally {
      this.bell.close();
      this.onEmpty();
    }
  }

  private async look(): Promise<void> {
    this.bell.reset();
    this.called.reset();
    const { quietMs, pending } = await this.pass();
    if (this.places.size === 0) return;
    if (quietMs > 0) await this.called.rung(quietMs);
    if (!pending) await this.bell.rung(untilTogether(this.watched.pollMs ?? POLL_MS));
  }

  /** Reads and delivers. While the database is away it waits. */
  private async pass(): Promise<Pause> {
    try {
      const subject = await this.present();
      this.bell.listen(this.watched.also?.(subject) ?? []);
      await this.askRights(subject);
      const pause = await this.deliver(subject);
      if (this.watched.isFinal(subject)) {
        for (const place of this.admitted) if (this.isDone(place, subject)) this.end(place);
      }
      return pause;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      return { quietMs: 0, pending: false };
    }
  }

  /** Of those who have just come, and of all whose right is not fresh any more. Who has it no longer is told so. */
  private async askRights(subject: Subject): Promise<void> {
    const now = performance.now();
    const stale: Taken[] = [];
    for (const place of this.places) {
      if (place.allowedAt === undefined || now - place.allowedAt >= RIGHTS_MS) stale.push(place);
    }
    if (stale.length === 0) return;
    const viewers = [...Map.groupBy(stale, ({ seat }) => viewerKey(seat)).values()];
    const asked = this.parts.runner.together(this.parts.sql, this.parts.loads);
    await Promise.all(
      viewers.map(async (places) => {
        const error = await this.refusalFor(asked, places[0]?.seat.viewer, subject);
        for (const place of places) {
          if (error === undefined) place.allowedAt = now;
          else this.end(place, error);
        }
      }),
    );
  }

  private async refusalFor(
    asked: ReturnType<Runner['together']>,
    viewer: Seat['viewer'],
    subject: Subject,
  ): Promise<unknown> {
    const { name, action } = this.watched;
    try {
      await this.parts.runner.authorized(name, asked(action, viewer), (context) =>
        this.watched.allow(context, subject),
      );
      return undefined;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return error;
    }
  }
}

/** So many ms, or a little less. */
function untilTogether(pollMs: number): number {
  const at = performance.now() + pollMs;
  return pollMs - (at % MOMENT_MS);
}
