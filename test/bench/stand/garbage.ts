import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Has a process of Node collect its garbage when it is told to. */
export const COLLECTS = ['--expose-gc', '--import', join(import.meta.dirname, 'collect.js')];

/** For what has been told to be done, and for the system to get its pages back. */
const SETTLE_MS = 2_000;

/** Has a process collect what it does not need any more, so that only what it holds is measured. */
export async function collectGarbage(pid: number): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await delay(SETTLE_MS / 2);
    process.kill(pid, 'SIGUSR2');
  }
  await delay(SETTLE_MS / 2);
}
