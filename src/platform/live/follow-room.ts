import { Failure } from '../use-case/failures.js';
import type { EffectContext, Follow, SnapshotCause } from '../use-case/use-case.js';
import { type Pause, type Place, Room, type RoomParts } from './room.js';
import type { Seat } from './seat.js';
import { show } from './show.js';

interface FollowPlace extends Place {
  /** The position of the entry that was sent last; undefined for who is still to be told where things stand. */
  after: number | undefined;
  /** Looks at the log that had begun when they came. */
  readonly since: number;
  /** Where the log ended when they stopped reading. */
  jammedAt?: number | undefined;
}

/** One who has a position. */
type Begun = FollowPlace & { readonly after: number };

/** A position before all that is kept. */
const LOST = -1;

/** What is said to those who are ahead of a log that has no other answer for them. */
const AHEAD =
  'This cursor is ahead of the log, which was restored to an earlier state. Follow it from the beginning.';

const PAGE = 200;
/** Who lacks no more than this is served together with those who lack nothing; others catch up by themselves. */
const NEAR = 1_000;
/** Who does not read while so many entries are appended is let go, and can come back. */
const LAG_MAX = 1_000;

/**
 * All who follow one log: each gets every entry after their position, once and in order. Nothing is kept for them: who
 * reads slowly is sent no more until they have read, and then what the log has after their position.
 */
export class FollowRoom<Input, Entry, Head> extends Room<Input, Head, FollowPlace> {
  /** Whether something was put in order for the last look. */
  private ordered = false;
  private looks = 0;

  constructor(
    private readonly follow: Follow<string, Input, Entry, Head>,
    input: Input,
    parts: RoomParts,
    onEmpty: () => void,
  ) {
    super(follow, input, parts, onEmpty);
  }

  join(seat: Seat, after: number | undefined): () => void {
    return this.enter({ seat, after: after ?? (this.follow.feed ? undefined : 0), since: this.looks });
  }

  /** What has no position yet is given one before it is read, at most as often as a state is sent. */
  protected override async present(): Promise<Head> {
    this.looks += 1;
    const head = await super.present();
    const { feed } = this.follow;
    this.ordered = feed?.isBehind(head) === true;
    if (!feed || !this.ordered) return head;
    await this.perform((context) => feed.order(context, this.input));
    return super.present();
  }

  protected async deliver(head: Head): Promise<Pause> {
    const last = this.follow.last(head);
    this.dropWhoLags(last);
    this.turnBack(last);
    const begun = await this.begin(head);
    const behind = this.behind(last);
    const near = behind.filter(({ after }) => last - after <= NEAR);
    let from = Math.min(...near.map(({ after }) => after));
    while (near.length > 0 && from < last) from = await this.page(near, from);
    await this.catchUp(behind.filter(({ after }) => last - after > NEAR));
    const quietMs = this.ordered ? this.parts.mergeMs : 0;
    return { quietMs, pending: begun || this.behind(last).length > 0 };
  }

  protected isDone({ after }: FollowPlace, head: Head): boolean {
    return after === this.follow.last(head);
  }

  /**
   * Those whose position the log has not reached: the database was restored to an earlier state, and they have seen
   * what is not in it any more. Who came while the log was being read may only be newer than what was read.
   */
  private turnBack(last: number): void {
    for (const place of this.admitted) {
      if (place.since === this.looks || (place.after ?? 0) <= last) continue;
      if (this.follow.feed) place.after = LOST;
      else this.end(place, new Failure('CURSOR_INVALID', AHEAD));
    }
  }

  /** Tells those where things stand who have no position, or one before all that is kept. Returns whether there were any. */
  private async begin(head: Head): Promise<boolean> {
    const { feed } = this.follow;
    if (!feed) return false;
    const floor = feed.floor(head);
    const lost = this.admitted.filter((place) => (place.after ?? -1) < floor && !this.isJammed(place));
    const because = Map.groupBy(lost, ({ after }): SnapshotCause =>
      after === undefined ? 'SNAPSHOT' : 'CURSOR_TOO_OLD',
    );
    for (const [cause, places] of because) {
      const entry = await this.perform((context) => feed.snapshot(context, this.input, cause));
      await this.show(entry, places);
    }
    return lost.length > 0;
  }

  private perform<T>(work: (context: EffectContext) => Promise<T>): Promise<T> {
    return this.parts.runner.perform(this.follow.name, work);
  }

  /** Those who lack something and can be sent it. */
  private behind(last: number): Begun[] {
    return this.admitted.filter(
      (place): place is Begun => place.after !== undefined && place.after < last && !this.isJammed(place),
    );
  }

  private dropWhoLags(last: number): void {
    for (const place of this.places) {
      place.jammedAt = place.jammed ? (place.jammedAt ?? last) : undefined;
      if (place.jammedAt === undefined || last - place.jammedAt <= LAG_MAX) continue;
      if (this.leave(place)) place.seat.drop();
    }
  }

  /** One page for those who are farthest behind, so that they hold nobody up. */
  private async catchUp(far: readonly Begun[]): Promise<void> {
    const from = Math.min(...far.map(({ after }) => after));
    if (far.length > 0)
      await this.page(
        far.filter(({ after }) => after === from),
        from,
      );
  }

  /** Reads a page and sends each entry to those who lack it. Returns the position after the page. */
  private async page(places: readonly FollowPlace[], from: number): Promise<number> {
    const entries = await this.follow.entries(this.parts.sql, this.input, from, PAGE);
    const [first] = entries;
    if (!first) return Infinity;
    if (this.follow.feed && this.follow.position(first) !== from + 1) {
      // What came next is not kept any more: it was removed meanwhile.
      for (const place of places) if (place.after === from) place.after = LOST;
      return Infinity;
    }
    for (const entry of entries) {
      const position = this.follow.position(entry);
      await this.show(
        entry,
        places.filter((place) => (place.after ?? position) < position && !this.isJammed(place)),
      );
    }
    return this.follow.position(entries.at(-1) ?? first);
  }

  /** Sends an entry to those of them who are still here. */
  private async show(entry: Entry, places: readonly FollowPlace[]): Promise<void> {
    const due = places.filter((place) => this.places.has(place));
    for (const place of due) place.after = this.follow.position(entry);
    await show(
      entry,
      due.map(({ seat }) => seat),
    );
  }
}
