import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { COLLECTS } from './garbage.js';

interface Answer {
  readonly call: number;
  readonly value?: unknown;
  readonly error?: string;
}

/**
 * A program in a process of its own that does what it is told over its channel: a load client, a peer, a part of the
 * product without its transport. It serves functions by name (`serve`). Killed at the end of its scope.
 */
export class HelperProcess implements AsyncDisposable {
  private calls = 0;
  private readonly waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  private errors = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.resume();
    child.stderr?.on('data', (chunk) => {
      this.errors = `${this.errors}${String(chunk)}`.slice(-4_000);
    });
    child.on('message', (message) => this.hear(message as Answer));
    child.on('exit', (code, signal) => {
      const error = new Error(`${child.spawnargs[1]} has ended (${code ?? signal}): ${this.errors}`);
      for (const { reject } of this.waiting.values()) reject(error);
    });
  }

  static start(program: string, options: ForkOptions = {}): HelperProcess {
    const child = fork(program, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: COLLECTS,
      ...options,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...options.env },
    });
    return new HelperProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Calls a function that the program serves. Rejects with its error, or when it ends. */
  call<Value>(name: string, argument?: unknown): Promise<Value> {
    this.calls += 1;
    const call = this.calls;
    return new Promise<Value>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      if (this.child.exitCode !== null)
        reject(new Error(`${this.child.spawnargs[1]} has ended: ${this.errors}`));
      else this.child.send({ call, name, argument });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.waiting.clear();
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private hear({ call, value, error }: Answer): void {
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(error));
  }
}
