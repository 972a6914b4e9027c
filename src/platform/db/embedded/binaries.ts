import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Account } from '#platform/db/embedded/account.js';
import { EmbeddedPostgresError, messageOf } from '#platform/db/embedded/embedded-error.js';
import { installedBinaries } from '#platform/db/embedded/installed-binaries.js';
import { privateCopy } from '#platform/db/embedded/private-copy.js';
import { BARE_ENVIRONMENT } from '#platform/db/embedded/supervise.js';

export type Binaries = { readonly postgres: string; readonly initdb: string; readonly major: string };

/**
 * The installed binaries if each of `accounts` can run them as they are, and otherwise a copy that each can run.
 * They cannot when the clone is below a folder that others may not enter, when the install scripts that create the
 * links between the shared libraries were blocked, or when the path would confuse the shell through which initdb
 * starts the server.
 */
export async function usableBinaries(
  accounts: readonly (Account | undefined)[],
  dataDir: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const installed = installedBinaries();
  const inPlace = await tryBinaries(join(installed.root, 'native'), accounts);
  if ('major' in inPlace) return inPlace;
  const problems = [inPlace.problem];
  for (const base of copyBases(accounts, dataDir)) {
    try {
      const copy = await privateCopy(installed, base);
      const copied = await tryBinaries(copy, accounts);
      if ('major' in copied) {
        log(`PostgreSQL runs from a copy in ${copy}, because: ${inPlace.problem}`);
        return copied;
      }
      problems.push(copied.problem);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  throw new EmbeddedPostgresError(
    'BINARIES_UNUSABLE',
    `The embedded PostgreSQL cannot be run (or set DATABASE_URL to use another one):\n${problems.join('\n')}`,
  );
}

/** Under one's own account a copy belongs with the data; another account can only reach a public place. */
function copyBases(accounts: readonly (Account | undefined)[], dataDir: string): string[] {
  return accounts.includes(undefined) ? [dataDir, tmpdir()] : [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
}

/** Runs `postgres --version` as each account, which takes every library and every folder on the way. */
async function tryBinaries(
  native: string,
  accounts: readonly (Account | undefined)[],
): Promise<Binaries | { readonly problem: string }> {
  if (/["$`\\\n]/.test(native)) return { problem: `initdb cannot be run from ${JSON.stringify(native)}` };
  const postgres = join(native, 'bin/postgres');
  try {
    await readFile(join(native, 'share/postgresql/postgres.bki'));
    const answers = await Promise.all(
      accounts.map((account) =>
        promisify(execFile)(postgres, ['--version'], { ...account, cwd: '/', env: BARE_ENVIRONMENT }),
      ),
    );
    const major = /\(PostgreSQL\) (\d+)/.exec(answers[0]?.stdout ?? '')?.[1];
    if (major === undefined) return { problem: `${postgres} does not tell its version` };
    return { postgres, initdb: join(native, 'bin/initdb'), major };
  } catch (error) {
    return { problem: messageOf(error).trim() };
  }
}
