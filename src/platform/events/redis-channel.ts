import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import {
  HINT_CHANNEL,
  type HintChannel,
  type HintListener,
  type OpenHintChannel,
  reconnectMs,
} from './hint-channel.js';

const CONNECT_MS = 2_000;

/** By PUBLISH and SUBSCRIBE of a Redis server: one connection that listens and one that speaks. */
export function redisHints(parts: { readonly url: string; readonly log: Logger }): OpenHintChannel {
  return (listener) => new RedisChannel(parts.url, parts.log, listener);
}

type Client = ReturnType<typeof clientOf>;

function clientOf(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: reconnectMs },
  });
}

class RedisChannel implements HintChannel {
  private readonly speaker: Client;
  private ear: Client;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
    private readonly listener: HintListener,
  ) {
    this.speaker = clientOf(url);
    this.speaker.on('error', () => undefined);
    this.speaker.connect().catch(() => undefined);
    this.ear = this.listen();
  }

  async send(message: string): Promise<void> {
    await this.speaker.publish(HINT_CHANNEL, message);
  }

  reconnect(): void {
    leave(this.ear);
    this.ear = this.listen();
  }

  async close(): Promise<void> {
    leave(this.ear);
    leave(this.speaker);
  }

  /** A client subscribes again by itself when it has connected again; `ready` tells that it has. */
  private listen(): Client {
    const ear = clientOf(this.url);
    ear.on('error', (error: unknown) => {
      this.log.warn({ err: error }, 'hint connection failed');
      if (ear === this.ear) this.listener.lost();
    });
    ear
      .connect()
      .then(() => ear.subscribe(HINT_CHANNEL, (message) => this.listener.heard(message)))
      .then(() => {
        this.listener.listening();
        ear.on('ready', () => this.listener.listening());
      })
      .catch(() => undefined);
    return ear;
  }
}

/** At once: a dead peer answers no goodbye. */
function leave(client: Client): void {
  if (client.isOpen) client.destroy();
}
