import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { scratchFolder } from './embedded/scratch.js';
import { eventually } from './eventually.js';

/** A server that carries hints, as a process of its own. */
export interface HintServer extends AsyncDisposable {
  readonly port: number;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Starts it again, at the same port. */
  start(): Promise<void>;
}

/** Whether this machine has the program; the checks install it. */
export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export function startRedis(): Promise<HintServer> {
  return serve('redis-server', (port, folder) => [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ]);
}

export function startNats(): Promise<HintServer> {
  return serve('nats-server', (port) => ['-a', '127.0.0.1', '-p', String(port)]);
}

async function serve(
  program: string,
  args: (port: number, folder: string) => readonly string[],
): Promise<HintServer> {
  const folder = await scratchFolder();
  const port = await freePort();
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (!child) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    child = undefined;
  };
  const start = async (): Promise<void> => {
    child = spawn(program, args(port, folder.path), { stdio: 'ignore' });
    await eventually(`${program} takes connections`, () => takesConnections(port));
  };
  await start();
  return {
    port,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
