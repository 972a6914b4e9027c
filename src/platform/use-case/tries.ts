import { setTimeout } from 'node:timers/promises';
import { isTransient } from '../db/pg-errors.js';

const ATTEMPTS = 4;
/** The longest wait before the second try, doubled before each that follows. */
const PAUSE_MS = 20;

/**
 * Does what has no effect when it throws, and again when others were in its way. Between the tries it waits for a
 * random while, so that those who were in each other's way do not meet again.
 */
export async function withTries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || count === ATTEMPTS) throw error;
      await setTimeout(Math.random() * PAUSE_MS * 2 ** (count - 1));
    }
  }
}
