import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { HintChannel, OpenHintChannel } from './hint-channel.js';
import type { Hub } from './hub.js';

/** Of one message. PostgreSQL takes less than 8,000 bytes, and a topic has less than 80. */
const TOPICS_MAX = 90;
const TICK_MS = 20;
/** Of one tick: where thousands are asked at once, each of them has a topic. */
const MESSAGES_MAX = 10;
const BEAT_MS = 5_000;
/** A line that begins so is a beat; no topic does. */
const BEAT = '!';

export interface Bridge {
  /** Whether hints of other nodes are heard now; if not, this node finds out by polling. */
  readonly connected: boolean;
  stop(): Promise<void>;
}

/**
 * Carries wake-ups between nodes: one message a tick, or a few where very many topics changed, sent outside of all
 * transactions. A node hears its own heartbeat or takes the channel for dead, also one that is open and silent. While
 * nothing is heard everybody polls; once it is heard again everybody is woken.
 */
export function startBridge(options: {
  readonly hub: Hub;
  readonly open: OpenHintChannel;
  readonly log: Logger;
  readonly beatMs?: number;
}): Bridge {
  const bridge = new HintBridge(options.hub, options.open, options.log);
  bridge.start(options.beatMs ?? BEAT_MS);
  return bridge;
}

class HintBridge implements Bridge {
  private readonly node = randomUUID();
  private readonly pending = new Set<string>();
  private readonly channel: HintChannel;
  private tick: NodeJS.Timeout | undefined;
  private beating: NodeJS.Timeout | undefined;
  private listening = false;
  /** The number of the last beat that was sent, and of the last one that was heard. */
  private sent = 0;
  private heard = 0;

  constructor(
    private readonly hub: Hub,
    open: OpenHintChannel,
    private readonly log: Logger,
  ) {
    this.channel = open({
      heard: (message) => this.hear(message),
      listening: () => {
        this.listening = true;
        this.heard = this.sent;
        hub.wakeAll();
      },
      lost: () => {
        this.listening = false;
      },
    });
  }

  get connected(): boolean {
    return this.listening;
  }

  start(beatMs: number): void {
    this.hub.onPublish((topic) => {
      this.pending.add(topic);
      this.tick ??= setTimeout(() => this.sendTopics(), TICK_MS).unref();
    });
    this.beating = setInterval(() => this.beat(), beatMs).unref();
  }

  async stop(): Promise<void> {
    this.hub.onPublish(() => undefined);
    clearTimeout(this.tick);
    clearInterval(this.beating);
    this.listening = false;
    await this.channel.close();
  }

  private hear(message: string): void {
    if (!message.startsWith(BEAT)) {
      for (const topic of message.split('\n')) this.hub.wake(topic);
      return;
    }
    const [node, beat] = message.slice(BEAT.length).split(' ');
    if (node === this.node) this.heard = Number(beat);
  }

  private sendTopics(): void {
    this.tick = undefined;
    const topics = [...this.pending].slice(0, TOPICS_MAX * MESSAGES_MAX);
    for (const topic of topics) this.pending.delete(topic);
    if (this.pending.size > 0) this.tick = setTimeout(() => this.sendTopics(), TICK_MS).unref();
    for (let from = 0; from < topics.length; from += TOPICS_MAX) {
      this.send(topics.slice(from, from + TOPICS_MAX).join('\n'));
    }
  }

  private beat(): void {
    if (!this.listening) return;
    if (this.heard < this.sent) {
      this.log.warn('the hint channel is silent; connecting anew');
      this.listening = false;
      this.channel.reconnect();
      return;
    }
    this.sent += 1;
    this.send(`${BEAT}${this.node} ${this.sent}`);
  }

  private send(message: string): void {
    this.channel
      .send(message)
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'hint not sent; other nodes will find out by polling'),
      );
  }
}
