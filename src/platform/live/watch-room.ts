import { type Pause, type Place, Room } from './room.js';
import type { Seat } from './seat.js';
import { show } from './show.js';

interface WatchPlace extends Place {
  /** Of the state that was sent last; 0 before the first. */
  version: number;
  /** When it was, by the process's clock. */
  sentAt: number;
}

/**
 * All who watch one state: each gets the snapshot at once, then the newest whenever it differs from what they have,
 * merged under load; the last one is exact. A slow reader gets fewer, newer states.
 */
export class WatchRoom<Input, Value> extends Room<Input, Value, WatchPlace> {
  private version = 0;
  private last: string | undefined;

  join(seat: Seat): () => void {
    return this.enter({ seat, version: 0, sentAt: -Infinity });
  }

  protected async deliver(value: Value): Promise<Pause> {
    const seen = JSON.stringify(value);
    if (seen !== this.last) this.version += 1;
    this.last = seen;
    const now = performance.now();
    // Who comes is told at once, and everybody of the end.
    const restMs = ({ sentAt }: WatchPlace): number =>
      this.watched.isFinal(value) ? 0 : sentAt + this.parts.mergeMs - now;
    const behind = this.admitted.filter((place) => place.version < this.version && !this.isJammed(place));
    const due = behind.filter((place) => restMs(place) <= 0);
    for (const place of due) {
      place.version = this.version;
      place.sentAt = now;
    }
    await show(
      value,
      due.map(({ seat }) => seat),
    );
    if (due.length === behind.length)
      return { quietMs: due.length > 0 ? this.parts.mergeMs : 0, pending: false };
    return { quietMs: Math.max(1, ...behind.map(restMs)), pending: true };
  }

  protected isDone({ version }: WatchPlace): boolean {
    return version === this.version;
  }
}
