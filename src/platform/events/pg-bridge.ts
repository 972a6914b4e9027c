import pg from 'pg';
import type { Logger } from 'pino';
import type { Connection } from '../db/database.js';
import type { Sql } from '../db/sql.js';
import type { Hub } from './hub.js';

const CHANNEL = 'assent_hint';
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const PAYLOAD_TOPICS = 100;
const TICK_MS = 20;
const RECONNECT_MS = [100, 200, 500, 1_000, 2_000];

export interface Bridge {
  readonly connected: boolean;
  stop(): Promise<void>;
}

/**
 * Carries hints between nodes by LISTEN and NOTIFY: one listening connection a process, one channel, and at most one
 * NOTIFY a tick whatever number of topics changed, sent outside of all transactions. While the connection is down
 * nothing is heard; when it is back everybody is woken.
 */
export function startPgBridge(options: { connection: Connection; sql: Sql; hub: Hub; log: Logger }): Bridge {
  const { hub, log } = options;
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;
  let connected = false;
  let stopped = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;

  const send = async (): Promise<void> => {
    timer = undefined;
    const topics = [...pending].slice(0, PAYLOAD_TOPICS);
    for (const topic of topics) pending.delete(topic);
    if (pending.size > 0) schedule();
    await options.sql
      .run('select pg_notify($1, $2)', [CHANNEL, topics.join('\n')])
      .catch((error: unknown) =>
        log.warn({ err: error }, 'hint not sent; other nodes will find out by polling'),
      );
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => void send(), TICK_MS).unref();
  };

  const connect = async (): Promise<void> => {
    const { host, port, user, password, database, ssl } = options.connection;
    const next = new pg.Client({
      host,
      port,
      user,
      password,
      database,
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
      application_name: 'assent-hints',
      ...(ssl ? { ssl: true } : {}),
    });
    client = next;
    next.on('error', () => undefined);
    next.once('end', () => lost(next));
    next.on('notification', ({ payload }) => {
      for (const topic of (payload ?? '').split('\n')) hub.wake(topic);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      connected = true;
      failures = 0;
      hub.wakeAll();
    } catch (error) {
      log.warn({ err: error }, 'hint connection failed');
      await next.end().catch(() => undefined);
      lost(next);
    }
  };
  const lost = (which: pg.Client): void => {
    if (stopped || which !== client) return;
    client = undefined;
    connected = false;
    const wait = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)] ?? 2_000;
    failures += 1;
    retry = setTimeout(() => void connect(), wait).unref();
  };

  hub.onPublish((topic) => {
    pending.add(topic);
    schedule();
  });
  void connect();
  return {
    get connected() {
      return connected;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(retry);
      hub.onPublish(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
