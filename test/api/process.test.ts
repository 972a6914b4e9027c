import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Api } from '../support/api.js';
import { cloneTemplate, dropDatabase } from '../support/database-template.js';
import { postmasterOf, processesIn, scratchFolder } from '../support/embedded/scratch.js';
import { eventually } from '../support/eventually.js';
import { RawSocket } from '../support/raw-socket.js';
import { ServerProcess } from '../support/server-process.js';

const REQUEST_CODE = 'mutation { requestSignInCode(input: {mobile: "+8619855550001"}) { maskedMobile } }';

/** Starts a server in a data folder, waits until it answers, and returns both. */
async function started(
  folder: string,
  env: Record<string, string> = {},
): Promise<{ server: ServerProcess; api: Api }> {
  const server = new ServerProcess({ DATA_DIR: join(folder, 'data'), ...env });
  return { server, api: new Api(await server.url()) };
}

const databaseOf = (folder: string): string => join(folder, 'data/postgres');

describe('the server as a process, on its embedded PostgreSQL', () => {
  test('starts from nothing, says where it is, drains on SIGTERM, exits 0 and leaves no process behind', async () => {
    await using folder = await scratchFolder();
    const { server, api } = await started(folder.path);
    await using _ = server;
    expect(await api.succeed('{ viewer { mobile } }')).toEqual({ viewer: null });
    const ready = await server.line((line) => line.msg.startsWith('Assent is ready'));
    expect(ready).toMatchObject({
      port: expect.any(Number),
      api: `${api.url}/graphql`,
      explorer: `${api.url}/graphql`,
      database: 'embedded',
    });
    const socket = await RawSocket.connect(api.url);
    server.signal('SIGTERM');
    expect((await socket.closed).code).toBe(1001);
    expect(await server.ended).toBe(0);
    expect(await processesIn(folder.path)).toEqual([]);
    expect(server.stderr).toBe('');
  });

  test('keeps its secret in a file that only its owner may read, and never logs it', async () => {
    await using folder = await scratchFolder();
    const { server } = await started(folder.path, { LOG_LEVEL: 'trace' });
    await using _ = server;
    const path = join(folder.path, 'data/token-secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const secret = (await readFile(path, 'utf8')).trim();
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify(server.lines)).not.toContain(secret);
  });

  test('after kill -9 nothing of it runs within seconds, and the next start has the same data and secret', async () => {
    await using folder = await scratchFolder();
    const { server, api } = await started(folder.path);
    await using _ = server;
    await api.succeed(REQUEST_CODE);
    const { msg } = await server.line((line) => line.msg.includes('sign-in code for +8619855550001'));
    const code = /\d{6}$/.exec(msg)?.[0];
    server.signal('SIGKILL');
    expect(await server.ended).toBe('SIGKILL');
    await eventually('no process is left', async () => (await processesIn(folder.path)).length === 0);

    const again = await started(folder.path);
    await using __ = again.server;
    // The code from the log of before the kill: it is in the database, hashed with the secret.
    const signedIn = await again.api.succeed(
      `mutation { signIn(input: {mobile: "+8619855550001", code: "${code}"}) { tokens { accessToken } userErrors { code } } }`,
    );
    expect(signedIn).toMatchObject({
      signIn: { tokens: { accessToken: expect.any(String) }, userErrors: [] },
    });
    again.server.signal('SIGTERM');
    expect(await again.server.ended).toBe(0);
  });

  test('outlives kill -9 of its database, which comes back', async () => {
    await using folder = await scratchFolder();
    const { server, api } = await started(folder.path);
    await using _ = server;
    process.kill(await postmasterOf(databaseOf(folder.path)), 'SIGKILL');
    await eventually('it answers again', async () => (await api.send(REQUEST_CODE)).errors.length === 0);
    await server.line((line) => line.msg.includes('sign-in code for'));
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('a second signal ends a drain that is held up, with 1, and its database with it', async () => {
    await using folder = await scratchFolder();
    const { server, api } = await started(folder.path);
    await using _ = server;
    const socket = await RawSocket.connect(api.url);
    socket.socket.pause();
    server.signal('SIGTERM');
    await server.line((line) => line.msg.startsWith('draining'));
    server.signal('SIGINT');
    expect(await server.ended).toBe(1);
    socket.socket.terminate();
    await eventually('no process is left', async () => (await processesIn(folder.path)).length === 0);
  });
});

describe('a start that cannot succeed', () => {
  test('for a wrong environment tells all problems on standard error, starts nothing and exits 1', async () => {
    await using folder = await scratchFolder();
    await using server = new ServerProcess({
      DATA_DIR: join(folder.path, 'data'),
      PORT: 'x',
      LOG_LEVEL: 'loud',
      TOKEN_SECRET: 'short-v4lue',
    });
    expect(await server.ended).toBe(1);
    expect(server.stderr).toMatch(/PORT.*\n.*TOKEN_SECRET.*\n.*LOG_LEVEL/);
    expect(server.stderr).not.toMatch(/v4lue|    at /);
    expect(server.lines).toEqual([]);
    await expect(stat(join(folder.path, 'data'))).rejects.toThrow('ENOENT');
  });

  test('for a port that is taken tells so in one line, stops its database and exits 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await using folder = await scratchFolder();
    await using server = new ServerProcess({ DATA_DIR: join(folder.path, 'data'), PORT: String(port) });
    expect(await server.ended).toBe(1);
    const fatal = server.lines.filter((line) => Number(line['level']) >= 50);
    expect(fatal).toMatchObject([
      { msg: `port ${port} of 127.0.0.1 is taken: set PORT to another one, or to 0 for a free one` },
    ]);
    expect(fatal[0]).not.toHaveProperty('err');
    expect(await processesIn(folder.path)).toEqual([]);
    taken.close();
  });

  test('for a database that cannot be reached tells so in one line and exits 1', async () => {
    await using server = new ServerProcess({
      DATABASE_URL: 'postgres://ann:s3cret@127.0.0.1:9/assent',
      TOKEN_SECRET: 'a secret of at least 32 characters',
    });
    expect(await server.ended).toBe(1);
    const fatal = server.lines.filter((line) => Number(line['level']) >= 50);
    expect(fatal).toMatchObject([{ msg: expect.stringContaining('the database cannot be reached') }]);
    expect(JSON.stringify(server.lines) + server.stderr).not.toMatch(/s3cret|\\n +at /);
  });
});

test('on the database of DATABASE_URL it starts no other one, and leaves it running', async () => {
  const { host, user, password, database, port } = await cloneTemplate();
  await using folder = await scratchFolder();
  const url = `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`;
  const { server, api } = await started(folder.path, { DATABASE_URL: url });
  await using _ = server;
  expect(await server.line((line) => line.msg.startsWith('Assent is ready'))).toMatchObject({
    database: 'external',
  });
  expect(await api.succeed('{ viewer { mobile } }')).toEqual({ viewer: null });
  await expect(stat(databaseOf(folder.path))).rejects.toThrow('ENOENT');
  server.signal('SIGTERM');
  expect(await server.ended).toBe(0);
  await dropDatabase({ host, user, password, database, port });
});
