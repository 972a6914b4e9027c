import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from '#platform/db/database.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
/** Its time begins before all of its clients are connected. */
const LEAST_SECONDS = 3;

/** PostgreSQL's own load program, with prepared statements. Returns transactions a second. */
export async function pgbench(
  { host, port, user, password, database }: Connection,
  {
    script,
    clients,
    seconds,
  }: { readonly script: string; readonly clients: number; readonly seconds: number },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-pgbench-'));
  try {
    const file = join(folder, 'transaction.sql');
    await writeFile(file, script);
    const server = ['-h', host, '-p', String(port), '-U', user];
    const load = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '2',
      '-T',
      String(Math.max(LEAST_SECONDS, Math.ceil(seconds))),
    ];
    const { stdout } = await run('pgbench', [...server, ...load, '-f', file, database], {
      env: { PATH: await pathWithDebian(), PGPASSWORD: password },
    });
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (rate === undefined || /number of failed transactions: [1-9]/.test(stdout)) throw new Error(stdout);
    return Number(rate);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('pgbench is not installed: on Debian and Ubuntu it is in the package `postgresql`', {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Debian keeps the programs of each version in a folder of their own. */
async function pathWithDebian(): Promise<string> {
  const versions = await readdir(DEBIAN).catch(() => []);
  return [process.env['PATH'] ?? '', ...versions.map((version) => join(DEBIAN, version, 'bin'))].join(
    delimiter,
  );
}
