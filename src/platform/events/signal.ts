/** Remembers a ring, so that one that comes while its owner is busy is not missed. */
export class Signal {
  private rang = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rang = true;
    this.wake?.();
  }

  reset(): void {
    this.rang = false;
  }

  /** Settles at the first ring since `reset`, or after `timeoutMs`. */
  async rung(timeoutMs: number): Promise<void> {
    if (this.rang) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
