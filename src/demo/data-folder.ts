import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for the server's data, empty, and nobody else's while it is held. */
export type DataFolder = {
  readonly path: string;
  /** Also holds it for another process, as long as that lives. */
  holdFor(pid: number): Promise<void>;
  release(): Promise<void>;
};

const MOST = 9;

/**
 * Takes `data/demo` of the clone and empties it, so that each run begins with a new database; what the run before
 * left is kept until then. While another demo of the same clone runs, or where another user's stands in the way, it
 * is `data/demo-2`, and so on.
 */
export async function takeDataFolder(root: string): Promise<DataFolder> {
  const parent = join(root, 'data');
  await mkdir(parent, { recursive: true });
  for (let number = 1; number <= MOST; number += 1) {
    const path = join(parent, number === 1 ? 'demo' : `demo-${number}`);
    const folder = await take(path);
    if (folder) return folder;
  }
  throw new Error(`${parent} has no place left: demo to demo-${MOST} are in use or belong to somebody else`);
}

async function take(path: string): Promise<DataFolder | undefined> {
  const lock = `${path}.lock`;
  const held = await hold(lock);
  if (!held) return undefined;
  const release = async (): Promise<void> => {
    await held.close();
    await rm(lock, { force: true });
  };
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    await release();
    if (isSomebodyElses(error)) return undefined;
    throw error;
  }
  return {
    path,
    release,
    async holdFor(pid) {
      await held.write(`${pid}\n`);
    },
  };
}

/** The lock file, open and with this process in it, or undefined while a process that it names lives. */
async function hold(lock: string): Promise<FileHandle | undefined> {
  const holders = await readFile(lock, 'utf8').catch(() => undefined);
  if (holders?.split('\n').some((pid) => pid !== '' && isAlive(Number(pid)))) return undefined;
  try {
    await rm(lock, { force: true });
    const file = await open(lock, 'wx');
    await file.write(`${process.pid}\n`);
    return file;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || isSomebodyElses(error)) return undefined;
    throw error;
  }
}

function isSomebodyElses(error: unknown): boolean {
  return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
