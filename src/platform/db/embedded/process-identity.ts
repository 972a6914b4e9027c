import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

import { codeOf } from '#platform/db/embedded/embedded-error.js';

/**
 * A process told apart from a later one with the same id: `<pid>.<time of its start>`, or `undefined` if there is
 * none. A zombie counts as none.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  const started = process.platform === 'linux' ? await linuxStart(pid) : await ps(pid, 'lstart');
  return started === undefined ? undefined : `${pid}.${started.replaceAll(/\s+/g, '_')}`;
}

export async function isAlive(identity: string): Promise<boolean> {
  return (await identityOf(Number.parseInt(identity, 10))) === identity;
}

/** Whether any process has this id, a zombie included. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * The command line of process `pid` if it is a PostgreSQL that works in `folder`, and otherwise `undefined`.
 * Linux compares the folders themselves, so it does not matter by which path they are reached.
 */
export async function postgresIn(folder: string, pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') {
    const command = await ps(pid, 'command');
    return command?.includes('postgres') === true && command.includes(folder) ? command : undefined;
  }
  try {
    const [ours, theirs] = await Promise.all([stat(folder), stat(`/proc/${pid}/cwd`)]);
    if (ours.ino !== theirs.ino || ours.dev !== theirs.dev) return undefined;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return /^\S*postgres\b/.test(command) ? command : undefined;
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/pid/stat, counted after the command's closing bracket; see proc_pid_stat(5). */
async function linuxStart(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

async function ps(pid: number, field: 'lstart' | 'command'): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', `${field}=`, '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
