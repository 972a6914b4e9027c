import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { codeOf, EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';

/** An account of the operating system that a process is started as. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * Ids that neither systemd (65520–65533 are unused in its table, https://systemd.io/UIDS-GIDS) nor Debian
 * (65000–65533 are reserved, policy 9.2.2) ever gives to anybody. `nobody` is shared with other daemons,
 * who could then read the data and signal the database.
 */
const UNUSED_IDS = Array.from({ length: 14 }, (_, index) => 65_520 + index);

/**
 * The account PostgreSQL must run as, or `undefined` when that is the account of this process.
 *
 * PostgreSQL refuses to run as root. Started by root it becomes the owner of `folder` (or of the nearest folder
 * above it that exists), so that a clone in somebody's home stays usable for them without root; where that is root
 * too, an id that belongs to nobody.
 */
export async function serverAccount(folder: string): Promise<Account | undefined> {
  if (process.geteuid?.() !== 0) return undefined;
  const owner = await ownerOf(folder);
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid === 0 ? owner.uid : owner.gid };
  const [named, mapped] = await Promise.all([namedAccounts(), mappedIds()]);
  const free = UNUSED_IDS.find((id) => mapped(id) && !named.some(({ uid }) => uid === id));
  if (free !== undefined) return { uid: free, gid: free };
  return someNamedAccount(named, mapped);
}

/**
 * The account that creates the data in place of `account`: initdb (unlike the server) wants a user with a name.
 * The files are handed to `account` afterwards.
 */
export async function creatorAccount(account: Account | undefined): Promise<Account | undefined> {
  if (account === undefined) return undefined;
  const [named, mapped] = await Promise.all([namedAccounts(), mappedIds()]);
  return named.some(({ uid }) => uid === account.uid) ? account : someNamedAccount(named, mapped);
}

async function ownerOf(folder: string): Promise<Account> {
  try {
    return await stat(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    return ownerOf(dirname(folder));
  }
}

function someNamedAccount(named: readonly NamedAccount[], mapped: (id: number) => boolean): Account {
  const usable = named.filter(({ uid }) => uid !== 0 && mapped(uid));
  const chosen = usable.find(({ name }) => name === 'nobody') ?? usable[0];
  if (chosen === undefined) {
    throw new EmbeddedPostgresError(
      'BINARIES_UNUSABLE',
      'PostgreSQL refuses to run as root, and this system has no other user. Start as another user, or set DATABASE_URL.',
    );
  }
  return { uid: chosen.uid, gid: chosen.gid === 0 ? chosen.uid : chosen.gid };
}

type NamedAccount = Account & { readonly name: string };

async function namedAccounts(): Promise<NamedAccount[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** In a user namespace (a rootless container) only some ids exist; see user_namespaces(7). */
async function mappedIds(): Promise<(id: number) => boolean> {
  const text = await readFile('/proc/self/uid_map', 'utf8').catch(() => '0 0 4294967295');
  const ranges = text.trim().split('\n');
  return (id) =>
    ranges.some((range) => {
      const [first = 0, , count = 0] = range.trim().split(/\s+/).map(Number);
      return id >= first && id < first + count;
    });
}
