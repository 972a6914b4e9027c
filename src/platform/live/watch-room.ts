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
    const due: Seat[] = [];
    let restMs = 0;
    for (const place of this.places) {
      if (place.allowedAt === undefined || place.version === this.version || this.isJammed(place)) continue;
      // Who comes is told at once, and everybody of the end.
      const rest = this.watched.isFinal(value) ? 0 : place.sentAt + this.parts.mergeMs - now;
      restMs = Math.max(restMs, rest);
      if (rest > 0) continue;
      place.version = this.version;
      place.sentAt = now;
      due.push(place.seat);
    }
    await show(value, due);
    if (restMs > 0) return { quietMs: Math.max(1, restMs), pending: true };
    return { quietMs: due.length > 0 ? this.parts.mergeMs : 0, pending: false };
  }

  protected isDone({ version }: WatchPlace): boolean {
    return version === this.version;
  }
}
