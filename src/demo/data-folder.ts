import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for the server's data, empty, and nobody else's while it is held. */
export type DataFolder = {
  readonly path: string;
  /** Also holds it for another process, as long as that lives. */
  holdFor(pid: number): Promise<void>;
  release(): Promise<void>;
};

const MOST_AT_ONCE = 9;

/**
 * Takes `data/demo` of the clone and empties it, so that each run begins with a new database; what the run before
 * left is kept until then. While another demo of the same clone runs: `data/demo-2`, and so on.
 */
export async function takeDataFolder(root: string): Promise<DataFolder> {
  const parent = join(root, 'data');
  await mkdir(parent, { recursive: true });
  for (let number = 1; number <= MOST_AT_ONCE; number += 1) {
    const path = join(parent, number === 1 ? 'demo' : `demo-${number}`);
    const lock = `${path}.lock`;
    const held = await hold(lock);
    if (!held) continue;
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
    return {
      path,
      async holdFor(pid) {
        await held.write(`${pid}\n`);
      },
      async release() {
        await held.close();
        await rm(lock, { force: true });
      },
    };
  }
  throw new Error(`${MOST_AT_ONCE} demos run in this clone already`);
}

/** The lock file, open and with this process in it, or undefined while a process that it names lives. */
async function hold(lock: string): Promise<FileHandle | undefined> {
  const holders = await readFile(lock, 'utf8').catch(() => undefined);
  if (holders?.split('\n').some((pid) => pid !== '' && isAlive(Number(pid)))) return undefined;
  if (holders !== undefined) await rm(lock, { force: true });
  try {
    const file = await open(lock, 'wx');
    await file.write(`${process.pid}\n`);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
