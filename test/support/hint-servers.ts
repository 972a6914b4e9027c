import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { scratchFolder } from './embedded/scratch.js';
import { eventually } from './eventually.js';

/** A server that carries hints, as a process of its own. */
export interface HintServer extends AsyncDisposable {
  readonly port: number;
}

/** Whether this machine has the program; the checks install it. */
export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export async function startRedis(): Promise<HintServer> {
  const folder = await scratchFolder();
  const port = await freePort();
  const child = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder.path,
  ]);
  child.stdout.setEncoding('utf8');
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  await eventually('Redis takes connections', async () => said.includes('Ready to accept connections'));
  return { port, [Symbol.asyncDispose]: () => end(child, folder) };
}

export async function startNats(): Promise<HintServer> {
  const folder = await scratchFolder();
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', '-1', '--ports_file_dir', folder.path]);
  const file = await eventually('NATS says where it listens', async () =>
    (await readdir(folder.path)).find((name) => name.endsWith('.ports')),
  );
  const { nats } = await eventually('NATS has said where it listens', async () => {
    const text = await readFile(join(folder.path, file), 'utf8');
    return text.trim() ? (JSON.parse(text) as { nats: string[] }) : undefined;
  });
  return { port: Number(new URL(nats[0] ?? '').port), [Symbol.asyncDispose]: () => end(child, folder) };
}

async function end(child: ChildProcess, folder: AsyncDisposable): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
  await folder[Symbol.asyncDispose]();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
