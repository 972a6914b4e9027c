import { setTimeout as delay } from 'node:timers/promises';

/** So that looking does not keep what is looked for from happening. */
const POLL_MS = 20;
const PATIENCE_MS = 20_000;

/** The first result of `look` that is neither undefined nor false, or an error that names `what` after 20 s. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await delay(POLL_MS);
  }
}
