import { createHub, type Hub } from '#platform/events/hub.js';
import { LiveRooms } from '#platform/live/live-rooms.js';
import type { Seat } from '#platform/live/seat.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import type { Viewer } from '#platform/use-case/viewer.js';
import type { Database } from '#platform/db/database.js';
import { SharedLoads } from '#platform/db/shared-loads.js';
import type { Sql } from '#platform/db/sql.js';

export const viewerOf = (personId: string): Viewer => ({ personId, sessionId: personId, reviewer: false });

/** A database whose transactions do nothing of themselves. */
const memory = {
  transaction: (work: (tx: object) => Promise<unknown>) => work({ flush: async () => undefined }),
} as unknown as Database;

/** Rooms over nothing but memory; `allowed` are the persons who may look. */
export function roomsOver(options: { mergeMs?: number } = {}): {
  readonly rooms: LiveRooms;
  readonly hub: Hub;
  readonly allowed: Set<string>;
  /** Of each look-up, whose rights were asked for. */
  readonly askedFor: string[][];
} {
  const hub = createHub();
  const allowed = new Set(['ann', 'bob', 'cem']);
  const askedFor: string[][] = [];
  const authority = authorityOver(
    { look: { who: 'member', roles: [] } },
    async (_sql, asked) => {
      askedFor.push(asked.map(({ personId }) => personId));
      return asked.map(({ personId }) => (allowed.has(personId) ? [] : undefined));
    },
    async () => true,
  );
  const runner = new Runner({
    database: memory,
    authority,
    hub,
    reactions: [],
    audit: async () => undefined,
  });
  const sql = {} as Sql;
  const rooms = new LiveRooms({
    sql,
    loads: new SharedLoads(sql),
    hub,
    runner,
    mergeMs: options.mergeMs ?? 0,
  });
  return { rooms, hub, allowed, askedFor };
}

/** A seat that remembers what it was sent. */
export class TestSeat implements Seat {
  readonly viewer: Viewer | undefined;
  congested = false;
  readonly sent: string[] = [];
  ending: unknown;
  dropped = false;
  /** How often something was executed for this seat. */
  shows = 0;
  private drained: (() => void)[] = [];
  private heard: (() => void) | undefined;

  constructor(
    person: string,
    readonly selection = 'all',
    private readonly personal = false,
  ) {
    this.viewer = viewerOf(person);
  }

  async show(root: unknown): Promise<{ payload: Buffer; personal: boolean }> {
    this.shows += 1;
    const whose = this.personal ? `${this.viewer?.personId} ` : '';
    return { payload: Buffer.from(`${whose}${JSON.stringify(root)}`), personal: this.personal };
  }

  send(payload: Buffer): void {
    this.sent.push(payload.toString());
    this.heard?.();
  }

  onceDrained(listener: () => void): void {
    this.drained.push(listener);
  }

  drain(): void {
    this.congested = false;
    for (const listener of this.drained.splice(0)) listener();
  }

  end(error?: unknown): void {
    this.ending = error ?? 'complete';
    this.heard?.();
  }

  drop(): void {
    this.dropped = true;
    this.heard?.();
  }

  /** Until it was sent so many messages, or something ended it. */
  async until(condition: (seat: this) => boolean): Promise<this> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
    return this;
  }
}
