import pg from 'pg';
import type { Logger } from 'pino';
import type { Connection } from '../db/database.js';
import { leave } from '../db/leave.js';
import type { Sql } from '../db/sql.js';
import {
  HINT_CHANNEL,
  type HintChannel,
  type HintListener,
  type OpenHintChannel,
  reconnectMs,
} from './hint-channel.js';

const CONNECT_MS = 2_000;

/** By LISTEN and NOTIFY of the database itself: one listening connection a process; what is said goes over the pool. */
export function pgHints(parts: {
  readonly connection: Connection;
  readonly sql: Sql;
  readonly log: Logger;
}): OpenHintChannel {
  return (listener) => new PgChannel(parts, listener);
}

class PgChannel implements HintChannel {
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private closed = false;

  constructor(
    private readonly parts: { readonly connection: Connection; readonly sql: Sql; readonly log: Logger },
    private readonly listener: HintListener,
  ) {
    void this.connect();
  }

  async send(message: string): Promise<void> {
    await this.parts.sql.run('select pg_notify($1, $2)', [HINT_CHANNEL, message]);
  }

  reconnect(): void {
    const dead = this.client;
    if (!dead) return;
    this.lose(dead);
    void leave(dead);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    if (this.client) await leave(this.client);
  }

  private async connect(): Promise<void> {
    const { host, port, user, password, database, ssl } = this.parts.connection;
    const client = new pg.Client({
      host,
      port,
      user,
      password,
      database,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
      application_name: 'assent-hints',
      ...(ssl ? { ssl: true } : {}),
    });
    this.client = client;
    client.on('error', () => undefined);
    client.once('end', () => this.lose(client));
    client.on('notification', ({ payload }) => this.listener.heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${HINT_CHANNEL}`);
      if (client !== this.client) return;
      this.failures = 0;
      this.listener.listening();
    } catch (error) {
      this.parts.log.warn({ err: error }, 'hint connection failed');
      void leave(client);
      this.lose(client);
    }
  }

  private lose(client: pg.Client): void {
    if (this.closed || client !== this.client) return;
    this.client = undefined;
    this.listener.lost();
    this.retry = setTimeout(() => void this.connect(), reconnectMs(this.failures)).unref();
    this.failures += 1;
  }
}
