import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from '#platform/db/database.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
/** Its time begins before its clients are connected, which takes a busy machine a while. */
const LEAST_SECONDS = 3;
const MOST_SECONDS = 60;

export interface Load {
  /** One transaction. */
  readonly script: string;
  readonly clients: number;
  readonly seconds: number;
}

/** PostgreSQL's own load program, with prepared statements. Returns transactions a second. */
export async function pgbench(connection: Connection, load: Load): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-pgbench-'));
  try {
    const file = join(folder, 'transaction.sql');
    await writeFile(file, load.script);
    for (let seconds = Math.max(LEAST_SECONDS, load.seconds); seconds <= MOST_SECONDS; seconds *= 2) {
      const rate = await rateOf(connection, file, { ...load, seconds });
      if (rate !== undefined) return rate;
    }
    throw new Error(`pgbench has done nothing in ${MOST_SECONDS} s`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined where the time was over before the first transaction. */
async function rateOf(
  { host, port, user, password, database }: Connection,
  file: string,
  { clients, seconds }: Load,
): Promise<number | undefined> {
  const server = ['-h', host, '-p', String(port), '-U', user];
  const load = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(Math.ceil(seconds))];
  const env = { PATH: await pathWithDebian(), PGPASSWORD: password };
  const { stdout } = await run('pgbench', [...server, ...load, '-f', file, database], { env }).catch(explain);
  if (/number of failed transactions: [1-9]/.test(stdout)) throw new Error(stdout);
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
  return rate === undefined ? undefined : Number(rate);
}

function explain(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ENOENT') throw cause;
  const what = 'pgbench is not installed: on Debian and Ubuntu it is in the package `postgresql`';
  throw new Error(what, { cause });
}

/** Debian keeps the programs of each version in a folder of their own. */
async function pathWithDebian(): Promise<string> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  return [process.env['PATH'] ?? '', ...folders].join(delimiter);
}
