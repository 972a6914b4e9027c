import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { COLLECTS } from './garbage.js';
import { repository } from './repository.js';

const TRIES = 3;

/** The product as `npm start` runs it, in a process of its own. Killed at the end of its scope. */
export class Node implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    // Whoever ends the run ends its servers.
    process.once('exit', this.kill);
  }

  /** Resolves when it listens. A database on a busy machine may not have answered the first time. */
  static async start(env: Readonly<Record<string, string>>): Promise<Node> {
    for (let left = TRIES; ; left--) {
      try {
        return await Node.startOnce(env);
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  private static async startOnce(env: Readonly<Record<string, string>>): Promise<Node> {
    const child = spawn(process.execPath, [...COLLECTS, 'dist/main.js'], {
      cwd: repository,
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    child.stderr.on('data', (chunk) => lines.push(String(chunk)));
    const reader = createInterface({ input: child.stdout });
    for await (const line of reader) {
      lines.push(line);
      const { port } = JSON.parse(line) as { port?: number };
      if (port === undefined) continue;
      reader.close();
      // Its log is written as it always is, and read by nobody.
      child.stdout.resume();
      return new Node(child, port);
    }
    throw new Error(`the server has not started:\n${lines.join('\n')}`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('exit', this.kill);
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.kill();
    await once(this.child, 'exit');
  }

  private readonly kill = (): void => {
    this.child.kill('SIGKILL');
  };
}
