import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import type { Account } from '#platform/db/embedded/account.js';
import { EmbeddedPostgresError, messageOf } from '#platform/db/embedded/embedded-error.js';
import { BARE_ENVIRONMENT } from '#platform/db/embedded/supervise.js';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, one of them for the end; see unix(7). */
const LONGEST_SOCKET_PATH = 103;
const PREFIX = 'assent-';

/**
 * A new directory (mode 0700) for the socket of one server, short enough a path for a socket, and one that `account`
 * owns and can reach. Only `account` and root may enter it, so only they can as much as knock.
 */
export async function createSocketDirectory(account: Account | undefined): Promise<string> {
  const problems: string[] = [];
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (Buffer.byteLength(join(base, `${PREFIX}XXXXXX/.s.PGSQL.65535`)) > LONGEST_SOCKET_PATH) continue;
    let directory: string | undefined;
    try {
      directory = await mkdtemp(join(base, PREFIX));
      if (account !== undefined) await handOver(directory, account);
      return directory;
    } catch (error) {
      if (directory !== undefined) await rmdir(directory);
      problems.push(messageOf(error).trim());
    }
  }
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `No place for PostgreSQL's socket:\n${problems.join('\n')}`,
  );
}

async function handOver(directory: string, account: Account): Promise<void> {
  await chown(directory, account.uid, account.gid);
  await promisify(execFile)('/bin/sh', ['-c', 'test -w "$0"', directory], {
    ...account,
    cwd: '/',
    env: BARE_ENVIRONMENT,
  });
}

/** Removes a directory made by `createSocketDirectory`, with what a killed PostgreSQL left in it; no other. */
export async function removeSocketDirectory(directory: string): Promise<void> {
  if (!basename(directory).startsWith(PREFIX)) return;
  await emptySocketDirectory(directory);
  await rmdir(directory).catch(() => undefined);
}

/** Removes the socket of a PostgreSQL that is dead, and its lock file, which may name a process that lives. */
export async function emptySocketDirectory(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => each.startsWith('.s.PGSQL.'))) {
    await rm(join(directory, name), { force: true });
  }
}
