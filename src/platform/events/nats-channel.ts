import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import {
  HINT_CHANNEL,
  type HintChannel,
  type HintListener,
  type OpenHintChannel,
  reconnectMs,
} from './hint-channel.js';

const CONNECT_MS = 2_000;

/** By publish and subscribe of a NATS server: one connection, which connects again and subscribes again by itself. */
export function natsHints(parts: { readonly url: string; readonly log: Logger }): OpenHintChannel {
  return (listener) => new NatsChannel(parts.url, parts.log, listener);
}

class NatsChannel implements HintChannel {
  private readonly connecting: Promise<NatsConnection>;
  private connection: NatsConnection | undefined;
  private closed = false;

  constructor(
    url: string,
    private readonly log: Logger,
    listener: HintListener,
  ) {
    const { servers, user, pass, token } = serverOf(url);
    let failures = 0;
    this.connecting = connect({
      servers,
      ...(token === undefined ? {} : { token }),
      ...(user === undefined ? {} : { user, pass }),
      name: 'assent-hints',
      timeout: CONNECT_MS,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: () => reconnectMs(failures++),
    });
    this.connecting.then(
      async (connection) => {
        if (this.closed) return connection.close();
        this.connection = connection;
        connection.subscribe(HINT_CHANNEL, {
          callback: (error, message) => {
            if (!error) listener.heard(message.string());
          },
        });
        await connection.flush();
        listener.listening();
        for await (const { type } of connection.status()) {
          if (type === 'disconnect') listener.lost();
          if (type !== 'reconnect') continue;
          failures = 0;
          listener.listening();
        }
      },
      (error: unknown) => log.warn({ err: error }, 'hint connection failed'),
    );
  }

  async send(message: string): Promise<void> {
    if (!this.connection) throw new Error('not connected to the NATS server yet');
    this.connection.publish(HINT_CHANNEL, message);
  }

  reconnect(): void {
    this.connection
      ?.reconnect()
      .catch((error: unknown) => this.log.warn({ err: error }, 'hint connection failed'));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.connection?.close();
  }
}

/** A URL may name the user or, without a password, a token. */
function serverOf(url: string): { servers: string; user?: string; pass?: string; token?: string } {
  const { host, username, password } = new URL(url);
  if (!username) return { servers: host };
  const user = decodeURIComponent(username);
  return password
    ? { servers: host, user, pass: decodeURIComponent(password) }
    : { servers: host, token: user };
}
