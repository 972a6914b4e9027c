import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import { codeOf } from '#platform/db/embedded/embedded-error.js';
import type { InstalledBinaries } from '#platform/db/embedded/installed-binaries.js';
import { isRunning } from '#platform/db/embedded/process-identity.js';

/** What only a compiler needs: headers, static libraries, pkg-config files. */
const NOT_NEEDED = /\.a$|^pkgconfig$|^include$/;

/**
 * A copy of the binaries below `base`, made once and used by every later start, with the links between the shared
 * libraries in place. Its files are read-only, which also keeps systemd-tmpfiles from ageing root's copy out of /tmp.
 *
 * Nothing is ever run that somebody else could have put there or can change: `base` must be safe to create in, and
 * a copy that exists must be ours, writable by nobody else, and complete. It appears under its name by a rename, so
 * a start that was killed half-way leaves no half copy in use.
 */
export async function privateCopy(installed: InstalledBinaries, base: string): Promise<string> {
  await demandSafe(base);
  const target = join(base, `assent-postgres-${installed.name}-${process.geteuid?.() ?? 0}`);
  const source = join(installed.root, 'native');
  await removeAbandoned(base, `${basename(target)}.`);
  if (await isIntact(source, target)) return target;

  const draft = await mkdtemp(`${target}.${process.pid}-`);
  try {
    await copyTree(source, draft);
    await createLinks(installed.root, draft);
    await putInPlace(draft, source, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

/** A directory where no other user can exchange what we create: not writable for them, or sticky as /tmp is. */
async function demandSafe(base: string): Promise<void> {
  const { uid, mode } = await lstat(base);
  const trusted = uid === 0 || uid === process.geteuid?.();
  if (!trusted || ((mode & 0o022) !== 0 && (mode & 0o1000) === 0)) {
    throw new Error(`other users could tamper with programs in ${base}`);
  }
}

async function isIntact(source: string, target: string): Promise<boolean> {
  try {
    return (await isOurs(target)) && (await holdsAll(source, target));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

async function isOurs(path: string): Promise<boolean> {
  const { uid, mode } = await lstat(path);
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}

async function holdsAll(source: string, target: string): Promise<boolean> {
  for (const entry of await readdir(source, { withFileTypes: true })) {
    if (NOT_NEEDED.test(entry.name)) continue;
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (
      entry.isDirectory() ? !(await holdsAll(from, to)) : (await lstat(from)).size !== (await lstat(to)).size
    ) {
      return false;
    }
  }
  return true;
}

/** Into a folder that exists. */
async function copyTree(from: string, to: string): Promise<void> {
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (NOT_NEEDED.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target);
      await copyTree(source, target);
    } else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      await chmod(target, ((await lstat(source)).mode & 0o111) === 0 ? 0o444 : 0o555);
    }
  }
}

type Link = { readonly source: string; readonly target: string };

/** `pg-symlinks.json` lists links (`target`) and what they point to (`source`), relative to the package. */
async function createLinks(root: string, copy: string): Promise<void> {
  const text = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as Link[]) {
    const link = join(copy, relative('native', target));
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Whoever renames first wins. A copy of ours that is no longer complete is replaced; what is not ours stays. */
async function putInPlace(draft: string, source: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw error;
    if (await isIntact(source, target)) return;
    if (!(await isOurs(target)))
      throw new Error(`${target} was put there by somebody else`, { cause: error });
    const aside = `${draft}-old`;
    await rename(target, aside);
    await rename(draft, target);
    await rm(aside, { recursive: true, force: true });
  }
}

/** Drafts of starts that were killed. The process id follows the prefix. */
async function removeAbandoned(base: string, prefix: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    const draft = join(base, name);
    if (!isRunning(pid) && (await isOurs(draft))) await rm(draft, { recursive: true, force: true });
  }
}
