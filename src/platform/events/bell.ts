import type { Hub } from './hub.js';

/** Listens on one topic and remembers a ring, so that a hint that comes while its owner reads is not missed. */
export class Bell {
  closed = false;
  private ring = false;
  private wake: (() => void) | undefined;
  private readonly leave: () => void;

  constructor(hub: Hub, topic: string) {
    this.leave = hub.subscribe(topic, () => {
      this.ring = true;
      this.wake?.();
    });
  }

  reset(): void {
    this.ring = false;
  }

  /** Settles at the first ring since `reset`, when the bell is closed, or after `timeoutMs`. */
  async rung(timeoutMs: number): Promise<void> {
    if (this.ring || this.closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }

  close(): void {
    this.closed = true;
    this.leave();
    this.wake?.();
  }
}
