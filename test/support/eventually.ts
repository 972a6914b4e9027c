import { setTimeout as delay } from 'node:timers/promises';

/** The first pauses are short, for most is true in a moment; then looking must not keep it from happening. */
const FIRST_PAUSE_MS = 1;
const PAUSE_MS = 20;
const PATIENCE_MS = 20_000;

/** The first result of `look` that is neither undefined nor false, or an error that names `what` after 20 s. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, PAUSE_MS)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await delay(pause);
  }
}
