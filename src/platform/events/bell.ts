import type { Hub } from './hub.js';
import { Signal } from './signal.js';

/**
 * Listens on a topic, and on others that it is told of later, and remembers a ring, so that a hint that comes while its
 * owner reads is not missed.
 */
export class Bell {
  closed = false;
  private readonly signal = new Signal();
  private readonly leave: () => void;
  /** How to let go of the topics that it was told of. */
  private readonly also = new Map<string, () => void>();

  constructor(
    private readonly hub: Hub,
    topic: string,
  ) {
    this.leave = this.hear(topic);
  }

  /**
   * Listens on these topics besides, in place of those named before. Rings when one is new, for what it tells of may
   * have changed after it was read and before it was listened to.
   */
  listen(topics: readonly string[]): void {
    if (this.closed) return;
    const wanted = new Set(topics);
    for (const [topic, leave] of this.also) {
      if (wanted.has(topic)) continue;
      leave();
      this.also.delete(topic);
    }
    for (const topic of wanted) {
      if (this.also.has(topic)) continue;
      this.also.set(topic, this.hear(topic));
      this.ring();
    }
  }

  ring(): void {
    this.signal.ring();
  }

  reset(): void {
    this.signal.reset();
  }

  /** Settles at the first ring since `reset`, when the bell is closed, or after `timeoutMs`. */
  async rung(timeoutMs: number): Promise<void> {
    if (!this.closed) await this.signal.rung(timeoutMs);
  }

  close(): void {
    this.closed = true;
    this.leave();
    for (const leave of this.also.values()) leave();
    this.also.clear();
    this.ring();
  }

  private hear(topic: string): () => void {
    return this.hub.subscribe(topic, () => this.ring());
  }
}
