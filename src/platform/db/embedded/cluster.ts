import { randomBytes } from 'node:crypto';
import {
  chown,
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Account, creatorAccount } from '#platform/db/embedded/account.js';
import type { Binaries } from '#platform/db/embedded/binaries.js';
import { codeOf, EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';
import { isRunning } from '#platform/db/embedded/process-identity.js';
import { supervise } from '#platform/db/embedded/supervise.js';

/** The superuser, and the name of the database. */
export const USER = 'assent';
const PASSWORD_FILE = 'assent.pgpass';
const DRAFT_PREFIX = 'new-';

export type ClusterOptions = {
  readonly dataDir: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** Off only where the data may be lost, in tests. */
  readonly sync: boolean;
  readonly log: (line: string) => void;
};

/** PostgreSQL's own folder within the data folder. */
export function clusterIn(dataDir: string): string {
  return join(dataDir, 'cluster');
}

/** A file in the form of ~/.pgpass, so that psql can use it too: `PGPASSFILE=<file> psql …`. */
export function passwordFileIn(dataDir: string): string {
  return join(clusterIn(dataDir), PASSWORD_FILE);
}

/**
 * How a program that already stands in `folder` names it. On Linux it needs no way to it from the root, so the
 * folders above may be closed to it, have any name, and even be moved.
 */
export function asWorkingDirectory(folder: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/**
 * The superuser's password, after making sure that the data exists, belongs to `account` and fits the binaries.
 * New data appears by one rename, complete and with its password: a start that was killed half-way leaves none.
 */
export async function openCluster(options: ClusterOptions): Promise<string> {
  const { dataDir, account, binaries } = options;
  if (!(await clusterExists(dataDir))) await createCluster(options);
  const cluster = clusterIn(dataDir);
  const { uid } = await stat(cluster);
  const wanted = account?.uid ?? process.geteuid?.() ?? uid;
  if (uid === 0 && account !== undefined) await giveTo(cluster, account);
  else if (uid !== wanted) throw notAccessible(cluster, uid);
  const major = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (major !== binaries.major) {
    throw new EmbeddedPostgresError(
      'VERSION_MISMATCH',
      `The database in ${cluster} was written by PostgreSQL ${major}, and this is PostgreSQL ${binaries.major}. ` +
        `Dump it with the old version (pg_dump) and restore it into a new data folder.`,
    );
  }
  return passwordOf(await readFile(passwordFileIn(dataDir), 'utf8'));
}

async function clusterExists(dataDir: string): Promise<boolean> {
  try {
    await stat(join(clusterIn(dataDir), 'PG_VERSION'));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw notAccessible(dataDir, (await stat(dataDir)).uid);
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function notAccessible(folder: string, uid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_NOT_ACCESSIBLE',
    `The database in ${folder} belongs to the user with id ${uid}: start as that user or as root, or choose another data folder.`,
  );
}

async function createCluster(options: ClusterOptions): Promise<void> {
  const { dataDir } = options;
  await removeAbandonedDrafts(dataDir);
  const draft = await mkdtemp(join(dataDir, `${DRAFT_PREFIX}${process.pid}-`));
  try {
    await initialize(options, draft);
    await rename(join(draft, 'cluster'), clusterIn(dataDir));
    await syncDirectory(dataDir);
  } catch (error) {
    // Somebody else's start was faster. Theirs is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await removeTree(draft);
  }
}

async function initialize({ account, binaries, sync, log }: ClusterOptions, draft: string): Promise<void> {
  const creator = await creatorAccount(account);
  const cluster = join(draft, 'cluster');
  const password = randomBytes(24).toString('hex');
  await mkdir(cluster, { mode: 0o700 });
  await writeFile(join(draft, 'password'), password, { mode: 0o600 });
  if (creator !== undefined) await giveTo(draft, creator);

  log(`creating a database in ${dirname(draft)}`);
  const initdb = supervise([binaries.initdb, ...initdbOptions(cluster, sync)], {
    cwd: cluster,
    account: creator,
    log,
  });
  if ((await initdb.exited) !== 0) {
    throw new EmbeddedPostgresError('START_FAILED', `initdb failed:\n${await initdb.lastLines()}`);
  }
  await writeFile(join(cluster, PASSWORD_FILE), `*:*:*:${USER}:${password}\n`, { mode: 0o600, flush: sync });
  if (account !== undefined) await giveTo(cluster, account);
}

/**
 * The built-in C.UTF-8 needs no locale of the system and sorts the same everywhere. The password is asked for even
 * behind a socket that only its owner may reach.
 */
function initdbOptions(cluster: string, sync: boolean): string[] {
  const options = [
    '-D',
    asWorkingDirectory(cluster),
    '-U',
    USER,
    '--auth=scram-sha-256',
    '--pwfile=../password',
  ];
  options.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  options.push('--no-instructions');
  if (!sync) options.push('--no-sync');
  return options;
}

/** Makes the data folder if there is none. Folders that root makes in somebody's clone become theirs. */
export async function createDataDir(dataDir: string, account: Account | undefined): Promise<void> {
  const first = await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (first === undefined || account === undefined) return;
  const { uid } = await stat(dirname(first));
  if (uid !== account.uid) return;
  for (let folder = dataDir; folder.length >= first.length; folder = dirname(folder)) {
    await chown(folder, account.uid, account.gid);
  }
}

/** Drafts of starts that were killed, whose initdb may need a moment more to end. */
async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue;
    const maker = Number.parseInt(name.slice(DRAFT_PREFIX.length), 10);
    if (!isRunning(maker)) await removeTree(join(dataDir, name));
  }
}

/** Tries for some three seconds while another process still writes below it. */
async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function giveTo(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function passwordOf(line: string): string {
  return line.trim().slice(line.lastIndexOf(':') + 1);
}
