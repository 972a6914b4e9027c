import type { Follow, Watch } from '../use-case/use-case.js';
import { FollowRoom } from './follow-room.js';
import type { RoomParts } from './room.js';
import type { Seat } from './seat.js';
import { WatchRoom } from './watch-room.js';

/**
 * What a subscription's field resolves to: what is watched. It is not iterated: who subscribes takes a seat in the room
 * of all who watch the same.
 */
export class LiveSource implements AsyncIterable<never> {
  constructor(readonly join: (rooms: LiveRooms, seat: Seat) => () => void) {}

  [Symbol.asyncIterator](): never {
    throw new Error('what is live is not iterated');
  }
}

export function watching<Input, Value>(watch: Watch<string, Input, Value>, input: Input): LiveSource {
  return new LiveSource((rooms, seat) => rooms.watch(watch, input, seat));
}

/** Without a position: from the beginning of the log, or for a feed from where things stand. */
export function following<Input, Entry, Head>(
  follow: Follow<string, Input, Entry, Head>,
  input: Input,
  after: number | undefined,
): LiveSource {
  return new LiveSource((rooms, seat) => rooms.follow(follow, input, after, seat));
}

/** The rooms of this process: one for each thing that is watched, as long as somebody watches it. */
export class LiveRooms {
  /** By what is watched; the key tells of which type the room is. */
  private readonly rooms = new Map<string, unknown>();

  constructor(private readonly parts: RoomParts) {}

  /** Things that are watched now. */
  get open(): number {
    return this.rooms.size;
  }

  watch<Input, Value>(watch: Watch<string, Input, Value>, input: Input, seat: Seat): () => void {
    return this.room(watch, input, (close) => new WatchRoom(watch, input, this.parts, close)).join(seat);
  }

  follow<Input, Entry, Head>(
    follow: Follow<string, Input, Entry, Head>,
    input: Input,
    after: number | undefined,
    seat: Seat,
  ): () => void {
    return this.room(follow, input, (close) => new FollowRoom(follow, input, this.parts, close)).join(
      seat,
      after,
    );
  }

  private room<Room>(
    useCase: { readonly name: string },
    input: unknown,
    create: (close: () => void) => Room,
  ): Room {
    const key = `${useCase.name} ${JSON.stringify(input)}`;
    const known = this.rooms.get(key) as Room | undefined;
    const room = known ?? create(() => this.rooms.delete(key));
    this.rooms.set(key, room);
    return room;
  }
}
