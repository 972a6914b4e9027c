import { endedAmong, sessionTopic } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { Hub } from '#platform/events/hub.js';

/** So often all sessions that have sockets are looked at: what a lost hint of an end can cost. */
const LOOK_MS = 1_000;

/** Finds out which of the sessions that have open sockets here have ended: by a hint at once, without one a little later. */
export class SocketSessions {
  private readonly listeners = new Map<string, Set<() => void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: { readonly sql: Sql; readonly hub: Hub }) {
    parts.hub.onWake((topic) => this.hear(topic));
  }

  /** Calls back when the session is found to have ended. Returns how to hear of it no more. */
  whenEnded(sessionId: string, listener: () => void): () => void {
    const known = this.listeners.get(sessionId) ?? new Set();
    this.listeners.set(sessionId, known.add(listener));
    this.timer ??= setInterval(() => this.lookAtAll(), LOOK_MS).unref();
    return () => {
      known.delete(listener);
      if (known.size === 0) this.listeners.delete(sessionId);
    };
  }

  private hear(topic: string | undefined): void {
    if (topic === undefined) this.lookAtAll();
    else if (topic.startsWith(sessionTopic(''))) {
      const sessionId = topic.slice(sessionTopic('').length);
      if (this.listeners.has(sessionId)) void this.look([sessionId]);
    }
  }

  /** As long as there are any; one look that hangs holds up no other. */
  private lookAtAll(): void {
    if (this.listeners.size > 0) return void this.look([...this.listeners.keys()]);
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** A failure is for the next look. */
  private async look(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    const ended = await endedAmong(this.parts.sql, sessionIds).catch(() => []);
    for (const { id } of ended) for (const listener of this.listeners.get(id) ?? []) listener();
  }
}
