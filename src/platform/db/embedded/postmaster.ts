import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { codeOf, EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';
import { identityOf, isAlive, isRunning, postgresIn } from '#platform/db/embedded/process-identity.js';
import { removeSocketDirectory } from '#platform/db/embedded/socket-directory.js';

/** A setting without meaning to PostgreSQL. On its command line it tells which process started it. */
const OWNER_SETTING = 'assent.owner';

/** The setting that marks a PostgreSQL as started by this process. */
export async function ownerSetting(): Promise<Record<string, string>> {
  return { [OWNER_SETTING]: (await identityOf(process.pid)) ?? String(process.pid) };
}

type Postmaster = {
  readonly pid: number;
  /** The identity of the server that started it, or `undefined` if it was not one of ours. */
  readonly owner: string | undefined;
  /** The directory of its socket. */
  readonly sockets: string | undefined;
};

/**
 * Makes sure that no PostgreSQL runs on `cluster`, the folder of the data, and that nothing left over from one keeps
 * the next from starting.
 *
 * - A PostgreSQL whose server lives: `DATA_IN_USE`.
 * - One whose server is dead (or, on starting `again`, one that this process itself has lost): it is ending by
 *   itself as a rule, so it gets a moment, and is stopped otherwise.
 * - A pid file that is empty or names a process which is not a PostgreSQL on this folder: PostgreSQL would refuse to
 *   start if that id had gone to another process of its user. Should backends of the dead one live on, PostgreSQL
 *   still finds them by the shared memory, whose key comes from the folder's inode.
 */
export async function clearTheWay(cluster: string, which: 'first' | 'again'): Promise<void> {
  const postmaster = await findPostmaster(cluster);
  if (postmaster !== undefined) {
    if (await hasServer(postmaster, which)) throw inUse(cluster, postmaster);
    await end(cluster, postmaster);
  }
  const sockets = (await removeStalePidFile(cluster)) ?? postmaster?.sockets;
  if (which === 'first' && sockets !== undefined) await removeSocketDirectory(sockets);
}

/** One that somebody started by hand has no owner, and is respected. */
async function hasServer({ owner }: Postmaster, which: 'first' | 'again'): Promise<boolean> {
  if (owner === undefined) return true;
  return (await isAlive(owner)) && !(which === 'again' && owner === (await identityOf(process.pid)));
}

async function end(cluster: string, postmaster: Postmaster): Promise<void> {
  if (await isGone(cluster, postmaster.pid, 3_000)) return;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(postmaster.pid, signal);
    if (await isGone(cluster, postmaster.pid, 10_000)) return;
  }
  throw inUse(cluster, postmaster);
}

/** The error for a start that lost the race for the folder. */
export async function lostRace(cluster: string): Promise<EmbeddedPostgresError> {
  return inUse(cluster, await findPostmaster(cluster));
}

function inUse(cluster: string, postmaster: Postmaster | undefined): EmbeddedPostgresError {
  const server =
    postmaster?.owner === undefined
      ? ''
      : ` by the server with process id ${Number.parseInt(postmaster.owner, 10)}`;
  const database = postmaster === undefined ? '' : ` (PostgreSQL has ${postmaster.pid})`;
  return new EmbeddedPostgresError(
    'DATA_IN_USE',
    `The database in ${cluster} is in use${server}${database}.`,
  );
}

/** postmaster.pid: process id, folder, start time, port, socket directory, address, shared memory, state. */
async function pidFileLines(path: string): Promise<string[] | undefined> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the PostgreSQL on `cluster` has written that it takes connections. */
export async function saysReady(cluster: string): Promise<boolean> {
  return (await pidFileLines(pidFile(cluster)))?.[7]?.trim() === 'ready';
}

async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const [pidLine, , , , sockets] = (await settledLines(pidFile(cluster))) ?? [];
  const pid = Number(pidLine);
  const command = await postgresIn(cluster, pid);
  if (command === undefined) return undefined;
  return { pid, owner: new RegExp(`${OWNER_SETTING}=(\\S+)`).exec(command)?.[1], sockets };
}

async function isGone(cluster: string, pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while ((await postgresIn(cluster, pid)) !== undefined) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/**
 * Takes the file away if it names a process that is alive, and a stranger; PostgreSQL sees through a dead one itself.
 * It does so by renaming, looks at what it took, and puts it back if another start has written its own in between.
 * Returns the directory of the dead one's socket.
 */
async function removeStalePidFile(cluster: string): Promise<string | undefined> {
  const found = await settledLines(pidFile(cluster));
  if (found === undefined) return undefined;
  const pid = Number(found[0]);
  if (found[0] !== '' && !isRunning(pid)) return found[4];
  if ((await postgresIn(cluster, pid)) !== undefined) return undefined;

  const taken = join(cluster, `postmaster.pid.stale-${process.pid}`);
  try {
    await rename(pidFile(cluster), taken);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const lines = (await settledLines(taken)) ?? [];
  const stale = (await postgresIn(cluster, Number(lines[0]))) === undefined;
  if (!stale) await link(taken, pidFile(cluster));
  await rm(taken, { force: true });
  return stale ? lines[4] : undefined;
}

/** PostgreSQL creates the file and then writes to it: gives an empty one a second. */
async function settledLines(path: string): Promise<string[] | undefined> {
  const deadline = Date.now() + 1_000;
  for (;;) {
    const lines = await pidFileLines(path);
    if (lines === undefined || lines[0] !== '' || Date.now() > deadline) return lines;
    await delay(20);
  }
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
