import { setImmediate as turn } from 'node:timers/promises';
import { type Seat, viewerKey } from './seat.js';

/** Seats that are written to before others of the process have their turn. */
const SLICE = 64;

/**
 * Shows something to these seats: executed and serialized once for each selection, unless the viewer is looked at on
 * the way; then once for each viewer.
 */
export async function show(root: unknown, seats: readonly Seat[]): Promise<void> {
  for (const sharing of Map.groupBy(seats, ({ selection }) => selection).values()) {
    const [first] = sharing;
    if (!first) continue;
    const shown = await first.show(root);
    if (!shown.personal) {
      await send(shown.payload, sharing);
      continue;
    }
    for (const [key, own] of Map.groupBy(sharing, viewerKey)) {
      const [one] = own;
      if (one) await send(key === viewerKey(first) ? shown.payload : (await one.show(root)).payload, own);
    }
  }
}

async function send(payload: Buffer, seats: readonly Seat[]): Promise<void> {
  for (let start = 0; start < seats.length; start += SLICE) {
    if (start > 0) await turn();
    for (const seat of seats.slice(start, start + SLICE)) seat.send(payload);
  }
}
