import type { Database } from '#platform/db/database.js';
import { hasPendingMigrations } from '#platform/db/migrate.js';
import type { Hub } from '#platform/events/hub.js';
import type { SocketServer } from '#platform/graphql/socket.js';
import type { Readiness } from '#platform/http/server.js';
import { createMetrics, type Metrics } from '#platform/telemetry/metrics.js';

/** What the process tells of itself besides its own memory and time. */
export function metricsOf(database: Database, hub: Hub, sockets: SocketServer): Metrics {
  return createMetrics({
    assent_sockets_open: { help: 'WebSocket connections open now.', read: () => sockets.open },
    assent_watchers: { help: 'Topics that subscriptions listen to now.', read: () => hub.watchers },
    assent_database_connections: { help: 'Connections of the pool.', read: () => database.pool.totalCount },
    assent_database_waiting: {
      help: 'Callers waiting for a connection.',
      read: () => database.pool.waitingCount,
    },
  });
}

/** Whether the server can do its work, and where not. Without hints it works, slower. */
export async function readinessOf(database: Database, hints: () => boolean): Promise<Readiness> {
  const state = await hasPendingMigrations(database).then(
    (pending) => ({ database: 'ok', migrations: pending ? 'pending' : 'ok' }),
    () => ({ database: 'unreachable', migrations: 'unknown' }),
  );
  const ready = state.database === 'ok' && state.migrations === 'ok';
  return { ready, checks: { ...state, hints: hints() ? 'ok' : 'polling' } };
}
