/**
 * What the server has open. It is let go of in reverse, one after the other; whoever has waited too long can say for
 * which of them.
 */
export class Opened {
  private readonly stack = new AsyncDisposableStack();
  private closing: string | undefined;

  /** The one that is being closed. */
  get waitingFor(): string | undefined {
    return this.closing;
  }

  defer(what: string, close: () => void | Promise<void>): void {
    this.stack.defer(async () => {
      this.closing = what;
      await close();
    });
  }

  async close(): Promise<void> {
    await this.stack.disposeAsync();
    this.closing = undefined;
  }
}
