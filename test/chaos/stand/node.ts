import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from '../../bench/stand/repository.js';
import { type TcpProxy, tcpProxy } from '../../support/tcp-proxy.js';
import type { Exit } from '../history.js';

/** Of its log, the lines that are kept for whoever wants to know why it died. */
const KEPT_LINES = 20;
const PINO_WARN = 40;
const SKEW = join(repository, 'test/chaos/skew.mjs');

export interface Ways {
  /** From the node to its database. */
  readonly database: TcpProxy;
  /** From the node to the server of the hints, where there is one. */
  readonly hints: TcpProxy | undefined;
}

/** The product as `npm start` runs it, started again and again, at the same address for its clients. */
export class ChaosNode implements AsyncDisposable {
  private child: ChildProcess | undefined;
  private port = 0;
  private lines: string[] = [];
  private ending: Exit['ended'];
  readonly exits: Exit[] = [];

  private constructor(
    readonly name: string,
    readonly front: TcpProxy,
    readonly ways: Ways,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async open(name: string, ways: Ways, env: Readonly<Record<string, string>>): Promise<ChaosNode> {
    const started: { node?: ChaosNode } = {};
    const front = await tcpProxy(() => ({ host: '127.0.0.1', port: started.node?.port ?? 0 }));
    const publicUrl = `http://127.0.0.1:${front.port}`;
    return (started.node = new ChaosNode(name, front, ways, { ...env, PUBLIC_URL: publicUrl }));
  }

  /** Where its clients reach it, whether it runs or not. */
  get url(): string {
    return `http://127.0.0.1:${this.front.port}`;
  }

  /** Starts it with a clock that is so much off. Resolves when it listens, or when it has ended instead. */
  async start(skewMs = 0): Promise<void> {
    if (this.child) return;
    const skewed = skewMs !== 0;
    const child = spawn(process.execPath, [...(skewed ? ['--import', SKEW] : []), 'dist/main.js'], {
      cwd: repository,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        ...(skewed ? { CHAOS_SKEW_MS: String(skewMs) } : {}),
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ending = undefined;
    this.lines = [];
    const listens = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { port, level, msg } = JSON.parse(line) as { port?: number; level: number; msg: string };
      if (level >= PINO_WARN || this.ending !== undefined) this.keep(`${msg} ${line.slice(0, 300)}`);
      if (port === undefined) return;
      this.port = port;
      listens.resolve();
    });
    child.stderr.on('data', (chunk) => this.keep(String(chunk)));
    child.once('close', (code, signal) => {
      this.child = undefined;
      const lastWords = this.lines.join('\n').slice(-2_000);
      this.exits.push({ node: this.name, ended: this.ending, status: signal ?? code ?? '', lastWords });
      listens.resolve();
    });
    await listens.promise;
  }

  kill(): Promise<void> {
    return this.end('SIGKILL', 'killed');
  }

  /** Lets it drain. */
  stop(): Promise<void> {
    return this.end('SIGTERM', 'stopped');
  }

  /** Whether it says that it can do its work. */
  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await answer.body?.cancel();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  private async end(signal: NodeJS.Signals, ended: Exit['ended']): Promise<void> {
    const { child } = this;
    if (!child) return;
    // Who is killed while it drains was killed.
    this.ending = ended;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }

  private keep(text: string): void {
    this.lines.push(text);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    for (const way of [this.front, this.ways.database, this.ways.hints]) await way?.[Symbol.asyncDispose]();
  }
}
