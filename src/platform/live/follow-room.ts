import type { Follow } from '../use-case/use-case.js';
import { type Pause, type Place, Room, type RoomParts } from './room.js';
import type { Seat } from './seat.js';
import { show } from './show.js';

interface FollowPlace extends Place {
  /** The position of the entry that was sent last. */
  after: number;
  /** Where the log ended when they stopped reading. */
  jammedAt?: number | undefined;
}

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
  constructor(
    private readonly follow: Follow<string, Input, Entry, Head>,
    input: Input,
    parts: RoomParts,
    onEmpty: () => void,
  ) {
    super(follow, input, parts, onEmpty);
  }

  join(seat: Seat, after: number): () => void {
    return this.enter({ seat, after });
  }

  protected async deliver(head: Head): Promise<Pause> {
    const last = this.follow.last(head);
    this.dropWhoLags(last);
    const behind = this.behind(last);
    const near = behind.filter(({ after }) => last - after <= NEAR);
    let from = Math.min(...near.map(({ after }) => after));
    while (near.length > 0 && from < last) from = await this.page(near, from);
    await this.catchUp(behind.filter(({ after }) => last - after > NEAR));
    return { quietMs: 0, pending: this.behind(last).length > 0 };
  }

  protected isDone({ after }: FollowPlace, head: Head): boolean {
    return after >= this.follow.last(head);
  }

  /** Those who lack something and can be sent it. */
  private behind(last: number): FollowPlace[] {
    return this.admitted.filter((place) => place.after < last && !this.isJammed(place));
  }

  private dropWhoLags(last: number): void {
    for (const place of this.places) {
      place.jammedAt = place.jammed ? (place.jammedAt ?? last) : undefined;
      if (place.jammedAt === undefined || last - place.jammedAt <= LAG_MAX) continue;
      if (this.leave(place)) place.seat.drop();
    }
  }

  /** One page for those who are farthest behind, so that they hold nobody up. */
  private async catchUp(far: readonly FollowPlace[]): Promise<void> {
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
    for (const entry of entries) {
      const position = this.follow.position(entry);
      const due = places.filter(
        (place) => this.places.has(place) && place.after < position && !this.isJammed(place),
      );
      for (const place of due) place.after = position;
      await show(
        entry,
        due.map(({ seat }) => seat),
      );
    }
    const end = entries.at(-1);
    return end === undefined ? Infinity : this.follow.position(end);
  }
}
