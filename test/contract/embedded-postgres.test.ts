import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, test } from '@jest/globals';
import { Client, Pool } from 'pg';

import { installedBinaries } from '#platform/db/embedded/installed-binaries.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import type { Connection } from '#platform/db/embedded/launch.js';
import { privateCopy } from '#platform/db/embedded/private-copy.js';

import { cloneLauncher, nativeIn } from '../support/embedded/clone.js';
import { OwnerProcess } from '../support/embedded/owner-process.js';
import { giveAll, postmasterOf, processesIn, scratchFolder } from '../support/embedded/scratch.js';
import { eventually } from '../support/eventually.js';

const isRoot = process.geteuid?.() === 0;
/** What only root can set up: another user, a folder that others may not enter. */
const asRoot = isRoot ? test : test.skip;
const NOBODY = 65_534;

type Started = EmbeddedPostgres & AsyncDisposable & { readonly log: readonly string[] };

async function start(dataDir: string, settings: Record<string, string> = {}): Promise<Started> {
  const log: string[] = [];
  const database = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', ...settings },
    log: (line) => log.push(line),
  });
  return { ...database, log, [Symbol.asyncDispose]: () => database.stop() };
}

async function query(connection: Connection, statement: string): Promise<unknown[][]> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}

const answers = (connection: Connection) =>
  query(connection, 'SELECT 1').then(
    () => true,
    () => false,
  );

/** How many times the launcher has brought it back. */
const returns = ({ log }: Started) => log.filter((line) => line === 'PostgreSQL runs again').length;

describe('a database of one’s own', () => {
  test('is PostgreSQL 18 in UTF-8, for a superuser with a password, reached by fields or by URL', async () => {
    await using place = await scratchFolder();
    await using database = await start(join(place.path, 'data'));
    expect(
      await query(database.connection, "SELECT current_setting('server_version_num')::int / 10000"),
    ).toEqual([[18]]);
    expect(
      await query(database.connection, "SELECT lower('ÀÉ'), char_length('群组'), current_user::text"),
    ).toEqual([['àé', 2, 'assent']]);

    const byUrl = new Client(database.url);
    await byUrl.connect();
    expect((await byUrl.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'assent' }]);
    await byUrl.end();

    await expect(query({ ...database.connection, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    expect(database.log.join('\n')).not.toContain(database.connection.password);
  });

  test('listens on no port, and on a socket in a directory that only its account may enter', async () => {
    await using place = await scratchFolder();
    await using database = await start(join(place.path, 'data'));
    expect(await query(database.connection, 'SHOW listen_addresses')).toEqual([['']]);
    const [sockets, data] = await Promise.all([
      stat(database.connection.host),
      stat(join(place.path, 'data')),
    ]);
    expect([sockets.mode & 0o777, data.mode & 0o777]).toEqual([0o700, 0o700]);
  });

  test('keeps its data and its password from one start to the next, and syncs unless told otherwise', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.connection, "CREATE TABLE kept AS SELECT 'yes' AS value");
    expect(await query(first.connection, 'SHOW fsync')).toEqual([['on']]);
    await first.stop();
    await using second = await start(dataDir);
    expect(await query(second.connection, 'SELECT value FROM kept')).toEqual([['yes']]);
    expect(await query(second.connection, 'SHOW fsync')).toEqual([['off']]);
    expect(second.connection.password).toBe(first.connection.password);
  });

  test('ends with stop, clients or not, and leaves no process and no socket; stopping twice is as good', async () => {
    await using place = await scratchFolder();
    const database = await start(join(place.path, 'data'));
    const client = new Client(database.connection);
    const cutOff = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    const told: number[] = [];
    database.onExit((status) => told.push(status));
    await Promise.all([database.stop(), database.stop()]);
    await cutOff;
    expect([told, returns(database)]).toEqual([[], 0]);
    expect(await processesIn(place.path)).toEqual([]);
    expect(existsSync(database.connection.host)).toBe(false);
    await database.stop();
  });

  test('lives in a folder whose path is longer than a socket’s may be and hostile to shells', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, `it's "a" $HOME \`x\` 数据 ${'long'.repeat(30)}`, 'data');
    await using database = await start(dataDir);
    expect(await answers(database.connection)).toBe(true);
  });

  test('says which platforms it lacks, and what to do', () => {
    expect(() => installedBinaries('plan9-mips')).toThrow(
      /no embedded PostgreSQL for plan9-mips.*DATABASE_URL/,
    );
  });
});

describe('two servers', () => {
  test('run at the same time, each on its own data', async () => {
    await using place = await scratchFolder();
    const [one, two] = await Promise.all([start(join(place.path, 'one')), start(join(place.path, 'two'))]);
    await using databases = new AsyncDisposableStack();
    databases.use(one);
    databases.use(two);
    await query(one.connection, 'CREATE TABLE mine AS SELECT 1 AS value');
    expect(await query(one.connection, "SELECT to_regclass('mine')::text")).toEqual([['mine']]);
    expect(await query(two.connection, "SELECT to_regclass('mine')::text")).toEqual([[null]]);
  });

  test('cannot have the same data: the second is told who has it, and the first does not notice', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using owner = new OwnerProcess({ dataDir });
    const connection = await owner.ready();
    const postmaster = await postmasterOf(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'DATA_IN_USE',
      message: expect.stringContaining(`process id ${owner.pid} (PostgreSQL has ${postmaster})`),
    });
    expect(await answers(connection)).toBe(true);
    expect(await postmasterOf(dataDir)).toBe(postmaster);
    expect(await owner.stop()).toBe(0);
  });

  test.each([
    ['new', async () => undefined],
    ['existing', async (dataDir: string) => (await start(dataDir)).stop()],
  ])(
    'of three that start on %s data at the same moment one has it and two are refused',
    async (_, prepare) => {
      await using place = await scratchFolder();
      const dataDir = join(place.path, 'data');
      await prepare(dataDir);
      const starts = await Promise.allSettled([start(dataDir), start(dataDir), start(dataDir)]);
      await using databases = new AsyncDisposableStack();
      const won = starts
        .filter((each) => each.status === 'fulfilled')
        .map((each) => databases.use(each.value));
      const lost = starts.filter((each) => each.status === 'rejected').map((each) => each.reason as unknown);
      expect(won).toHaveLength(1);
      const refusal = expect.objectContaining({ code: 'DATA_IN_USE' });
      expect(lost).toEqual([refusal, refusal]);
      expect(await readdir(dataDir)).toEqual(['cluster']);
      expect(await Promise.all(won.map(({ connection }) => answers(connection)))).toEqual([true]);
    },
  );
});

describe('when the database is killed', () => {
  test('it comes back at the same address with all that was committed, and the server is told', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using database = await start(dataDir);
    const told: number[] = [];
    database.onExit((status) => told.push(status));
    const pool = new Pool(database.connection);
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE kept AS SELECT 1 AS value');
    for (let times = 1; times <= 2; times += 1) {
      process.kill(await postmasterOf(dataDir), 'SIGKILL');
      await eventually('its return', async () => returns(database) === times);
      expect((await pool.query('SELECT value FROM kept')).rows).toEqual([{ value: 1 }]);
      expect(told).toHaveLength(times);
    }
    expect(told).toEqual([137, 137]);
    await pool.end();
  });

  test('it comes back also when only the shells that watch over it are killed', async () => {
    await using place = await scratchFolder();
    await using database = await start(join(place.path, 'data'));
    for (const pid of await shellsIn(place.path)) process.kill(pid, 'SIGKILL');
    await eventually('its return', async () => returns(database) === 1);
    expect(await answers(database.connection)).toBe(true);
    await database.stop();
    await eventually('its processes to end', async () => (await processesIn(place.path)).length === 0);
  });

  test.each([
    ['the pause before it', 'PostgreSQL ended unexpectedly'],
    ['the start itself', 'starting PostgreSQL'],
  ])('stop wins over a restart, during %s', async (_, sign) => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    const database = await start(dataDir);
    const seen = database.log.length;
    process.kill(await postmasterOf(dataDir), 'SIGKILL');
    await eventually(sign, async () => database.log.slice(seen).some((line) => line.includes(sign)));
    await database.stop();
    await eventually('its processes to end', async () => (await processesIn(place.path)).length === 0);
    expect(existsSync(database.connection.host)).toBe(false);
  });

  test('a pid file whose number now belongs to somebody else does not keep it from starting', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    const first = await start(dataDir);
    await first.stop();
    const { uid, gid } = await stat(join(dataDir, 'cluster'));
    // The same user: any other's PostgreSQL itself would see through.
    const stranger = spawn('sleep', ['1000'], { uid, gid });
    try {
      const lines = [stranger.pid, '/elsewhere', 1_700_000_000, 5432, '/tmp/gone', '', '1 1', 'ready   '];
      await writeFile(join(dataDir, 'cluster/postmaster.pid'), `${lines.join('\n')}\n`);
      await using second = await start(dataDir);
      expect(await answers(second.connection)).toBe(true);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });
});

describe('when the server is killed', () => {
  test('or the machine, a pid file that was never written to does not keep it from starting', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await (await start(dataDir)).stop();
    await writeFile(join(dataDir, 'cluster/postmaster.pid'), '');
    await using second = await start(dataDir);
    expect(await answers(second.connection)).toBe(true);
  });

  test('the database ends with it and leaves no process and no socket, and the next start has the data', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using owner = new OwnerProcess({ dataDir });
    const connection = await owner.ready();
    await query(connection, 'CREATE TABLE kept AS SELECT 1 AS value');
    await owner.kill();
    await eventually('its processes to end', async () => (await processesIn(place.path)).length === 0);
    expect(existsSync(connection.host)).toBe(false);
    await using next = await start(dataDir);
    expect(await query(next.connection, 'SELECT value FROM kept')).toEqual([[1]]);
  });

  test('a start right after it waits for the old database to end', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using owner = new OwnerProcess({ dataDir });
    await owner.ready();
    await owner.kill();
    await using next = await start(dataDir);
    expect(await answers(next.connection)).toBe(true);
  });

  test('and all that watched over the database too, the next start ends it and takes over', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using owner = new OwnerProcess({ dataDir });
    await owner.ready();
    const postmaster = await postmasterOf(dataDir);
    const watchers = await shellsIn(place.path);
    expect(watchers.length).toBeGreaterThan(0);
    for (const pid of watchers) process.kill(pid, 'SIGKILL');
    await owner.kill();
    expect(await processesIn(place.path)).toContain(postmaster);
    await using next = await start(dataDir);
    expect(await processesIn(place.path)).not.toContain(postmaster);
    expect(await answers(next.connection)).toBe(true);
  });

  test('while it creates the data, the next start begins afresh', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using owner = new OwnerProcess({ dataDir });
    await eventually('initdb to be at work', async () => {
      const drafts = (await readdir(dataDir).catch(() => [])).filter((name) => name.startsWith('new-'));
      return drafts.some((name) => existsSync(join(dataDir, name, 'cluster/base')));
    });
    await owner.kill();
    await using next = await start(dataDir);
    expect(await answers(next.connection)).toBe(true);
    expect(await readdir(dataDir)).toEqual(['cluster']);
    await eventually(
      'initdb to end',
      async () => !(await commandsIn(place.path)).some((each) => each.includes('initdb')),
    );
  });

  test('Ctrl-C reaches the server and not the database', async () => {
    await using place = await scratchFolder();
    await using owner = new OwnerProcess({ dataDir: join(place.path, 'data') });
    await owner.ready();
    owner.signalGroup('SIGINT');
    expect(await owner.next()).toEqual({ afterInterrupt: [{ one: 1 }] });
    expect(await owner.stop()).toBe(0);
  });
});

describe('data it must not touch', () => {
  test('of another major version is refused, with the way out', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await (await start(dataDir)).stop();
    await writeFile(join(dataDir, 'cluster/PG_VERSION'), '17\n');
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
      message: expect.stringMatching(/PostgreSQL 17, and this is PostgreSQL 18.*pg_dump/),
    });
  });

  asRoot('of another user is refused', async () => {
    await using place = await scratchFolder();
    await using clone = await reachableClone(place.path, NOBODY);
    const dataDir = join(place.path, 'data');
    await (await start(dataDir)).stop();
    await using owner = new OwnerProcess({ ...clone, dataDir, uid: NOBODY });
    expect(await owner.next()).toMatchObject({ refused: 'DATA_NOT_ACCESSIBLE' });
  });
});

/** A clone that belongs to `uid`, a node that this user can run, and a folder for its temporary files. */
async function reachableClone(
  place: string,
  uid: number,
): Promise<{ clone: string; node: string; temporary: string } & AsyncDisposable> {
  const clone = join(place, 'clone');
  const temporary = join(place, 'tmp');
  await cloneLauncher(clone);
  await mkdir(temporary);
  await giveAll(clone, uid);
  await giveAll(temporary, uid);
  const node = await nodeFor(uid, place);
  return { clone, node, temporary, [Symbol.asyncDispose]: () => rm(clone, { recursive: true }) };
}

async function nodeFor(uid: number, place: string): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, ['--version'], { uid, gid: uid, cwd: '/' });
    return process.execPath;
  } catch {
    const copy = join(place, 'node');
    await copyFile(process.execPath, copy);
    await chmod(copy, 0o755);
    return copy;
  }
}

async function commandsIn(folder: string): Promise<string[]> {
  const pids = await processesIn(folder);
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}

async function shellsIn(folder: string): Promise<number[]> {
  const pids = await processesIn(folder);
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => commands[index]?.startsWith('/bin/sh'));
}

describe('any user, any folder', () => {
  asRoot('as root it runs as a user without rights, who owns the data and nothing else', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await using database = await start(dataDir);
    const status = await readFile(`/proc/${await postmasterOf(dataDir)}/status`, 'utf8');
    const [uid] = /^Uid:\s*(\d+)/m.exec(status)?.slice(1).map(Number) ?? [];
    expect(uid).toBeGreaterThan(0);
    expect(status).toMatch(/^Groups:\s*$/m);
    expect((await stat(join(dataDir, 'cluster'))).uid).toBe(uid);
    expect((await stat(database.connection.host)).uid).toBe(uid);
    expect((await stat(dataDir)).uid).toBe(0);
  });

  asRoot('as root in somebody’s folder it runs as that somebody, who can go on without root', async () => {
    await using place = await scratchFolder();
    await using clone = await reachableClone(place.path, NOBODY);
    const dataDir = join(clone.clone, 'data/postgres');
    await (await start(dataDir)).stop();
    await using owner = new OwnerProcess({ ...clone, dataDir, uid: NOBODY });
    expect(await answers(await owner.ready())).toBe(true);
    expect(await owner.stop()).toBe(0);
  });

  asRoot('data that was given to root meanwhile (a backup restored, chown -R) is taken back', async () => {
    await using place = await scratchFolder();
    const dataDir = join(place.path, 'data');
    await (await start(dataDir)).stop();
    await giveAll(dataDir, 0);
    await using database = await start(dataDir);
    expect(await answers(database.connection)).toBe(true);
  });

  asRoot(
    'under a folder that others cannot enter it runs from one copy, and the data stays in the clone',
    async () => {
      await using place = await scratchFolder();
      const closed = join(place.path, 'closed');
      const [clone, temporary] = [join(closed, 'clone'), join(place.path, 'tmp')];
      await mkdir(closed, { mode: 0o700 });
      await mkdir(temporary);
      await cloneLauncher(clone);
      const dataDir = join(clone, 'data/postgres');
      const copies: string[] = [];
      for (let times = 1; times <= 2; times += 1) {
        await using owner = new OwnerProcess({ clone, dataDir, temporary });
        expect(await answers(await owner.ready())).toBe(true);
        expect(await readlink(`/proc/${await postmasterOf(dataDir)}/cwd`)).toBe(join(dataDir, 'cluster'));
        expect(await owner.stop()).toBe(0);
        const [copy = '', ...others] = await readdir(temporary);
        expect(others).toEqual([]);
        copies.push(`${copy} ${(await lstat(join(temporary, copy))).ino}`);
      }
      expect(copies[1]).toBe(copies[0]);
    },
  );

  asRoot(
    'as a user who is not root, from a clone without links between the libraries, it copies beside the data',
    async () => {
      await using place = await scratchFolder();
      await using clone = await reachableClone(place.path, NOBODY);
      const libraries = await readdir(join(nativeIn(clone.clone), 'lib'));
      expect(libraries).not.toContain('libpq.so.5');
      const dataDir = join(clone.clone, 'data/postgres');
      await using owner = new OwnerProcess({ ...clone, dataDir, uid: NOBODY });
      expect(await answers(await owner.ready())).toBe(true);
      expect(await readdir(dataDir)).toEqual([expect.stringMatching(/^assent-postgres-/), 'cluster']);
      const status = await readFile(`/proc/${await postmasterOf(dataDir)}/status`, 'utf8');
      expect(status).toMatch(new RegExp(`^Uid:\\s*${NOBODY}\\s`, 'm'));
      expect(await owner.stop()).toBe(0);
      expect(await readdir(clone.temporary)).toEqual([]);
    },
  );
});

describe('the copy of the binaries', () => {
  asRoot('is never run from where somebody else has put or could exchange it', async () => {
    await using place = await scratchFolder();
    const installed = installedBinaries();
    const made = await privateCopy(installed, place.path);
    await access(join(made, 'bin/postgres'));
    await giveAll(made, NOBODY);
    await expect(privateCopy(installed, place.path)).rejects.toThrow('put there by somebody else');
    await chmod(place.path, 0o777);
    await expect(privateCopy(installed, place.path)).rejects.toThrow('could tamper');
  });

  test('is made anew when files are missing from it, and not otherwise', async () => {
    await using place = await scratchFolder();
    const installed = installedBinaries();
    const made = await privateCopy(installed, place.path);
    const before = (await stat(made)).ino;
    expect([await privateCopy(installed, place.path), (await stat(made)).ino]).toEqual([made, before]);
    await rm(join(made, 'share/postgresql/timezone/Asia/Shanghai'));
    expect(await privateCopy(installed, place.path)).toBe(made);
    expect(existsSync(join(made, 'share/postgresql/timezone/Asia/Shanghai'))).toBe(true);
    expect(await readdir(place.path)).toHaveLength(1);
  });

  test('can be asked for by several at once, and the one that is first stays', async () => {
    await using place = await scratchFolder();
    const installed = installedBinaries();
    const copies = [1, 2, 3].map(() => privateCopy(installed, place.path));
    const first = await stat(await Promise.race(copies));
    expect(new Set(await Promise.all(copies)).size).toBe(1);
    expect((await stat((await copies[0]) ?? '')).ino).toBe(first.ino);
    expect(await readdir(place.path)).toHaveLength(1);
  });
});
