import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#platform/db/database.js';
import { hasPendingMigrations } from '#platform/db/migrate.js';
import type { Hub } from '#platform/events/hub.js';
import type { Lane } from '#platform/graphql/lane.js';
import type { SocketServer } from '#platform/graphql/socket.js';
import type { Readiness } from '#platform/http/server.js';
import type { LiveRooms } from '#platform/live/live-rooms.js';
import type { Runner } from '#platform/use-case/runner.js';
import { createMetrics, type Metrics } from '#platform/telemetry/metrics.js';

export interface Observed {
  readonly database: Database;
  readonly hub: Hub;
  readonly sockets: SocketServer;
  readonly lane: Lane;
  readonly runner: Runner;
  readonly rooms: LiveRooms;
}

/** What the process tells of itself besides its own memory and time. */
export function metricsOf({ database, hub, sockets, lane, runner, rooms }: Observed): Metrics {
  return createMetrics({
    assent_sockets_open: { help: 'WebSocket connections open now.', read: () => sockets.open },
    assent_lane_answers: {
      help: 'Calls that the lane beside Apollo has answered.',
      read: () => lane.answers,
    },
    assent_watchers: { help: 'Topics that subscriptions listen to now.', read: () => hub.watchers },
    assent_live_rooms: { help: 'Things that are watched now.', read: () => rooms.open },
    assent_batched_calls: {
      help: 'Answers that were called for and are not committed yet.',
      read: () => runner.batchLoad.unsettled,
    },
    assent_held_up_calls: {
      help: 'Of these, answers that wait for what somebody else holds.',
      read: () => runner.batchLoad.heldUp,
    },
    assent_database_connections: { help: 'Connections of the pool.', read: () => database.pool.totalCount },
    assent_database_waiting: {
      help: 'Callers waiting for a connection.',
      read: () => database.pool.waitingCount,
    },
  });
}

/** A database that says nothing for so long is not there. */
const SILENT_MS = 2_000;

/**
 * Whether the server can do its work, and where not. Without hints it works, slower; and a pool of which every
 * connection is at work is no reason to send clients elsewhere, so it is asked beside it.
 */
export async function readinessOf({ reads }: Database, hints: () => boolean): Promise<Readiness> {
  const silent = delay(SILENT_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('silent')));
  const state = await Promise.race([hasPendingMigrations(reads), silent]).then(
    (pending) => ({ database: 'ok', migrations: pending ? 'pending' : 'ok' }),
    () => ({ database: 'unreachable', migrations: 'unknown' }),
  );
  const ready = state.database === 'ok' && state.migrations === 'ok';
  return { ready, checks: { ...state, hints: hints() ? 'ok' : 'polling' } };
}
