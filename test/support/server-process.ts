import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const repository = join(import.meta.dirname, '../..');

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** `node dist/main.js` as a process of its own, with nothing of this environment but PATH. Killed at the end of its scope. */
export class ServerProcess implements AsyncDisposable {
  readonly lines: LogLine[] = [];
  stderr = '';
  private wake: () => void = () => undefined;
  private readonly child: ChildProcess;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;

  constructor(env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, ['dist/main.js'], {
      cwd: repository,
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (!stdout || !stderr) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as LogLine);
      this.wake();
    });
    stderr.on('data', (chunk) => {
      this.stderr += String(chunk);
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.wake();
      return (code as number | null) ?? (signal as NodeJS.Signals);
    });
  }

  /** The first log line that satisfies `test`, when it comes. Rejects if the process ends without it. */
  async line(test: (line: LogLine) => boolean): Promise<LogLine> {
    for (;;) {
      const found = this.lines.find(test);
      if (found) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        await this.ended;
        const last = this.lines.find(test);
        if (last) return last;
        throw new Error(`the server ended: ${this.stderr}\n${JSON.stringify(this.lines, null, 2)}`);
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Where it listens, once it does, from the log field that programs read. */
  async url(): Promise<string> {
    const { port } = await this.line((line) => typeof line['port'] === 'number');
    return `http://127.0.0.1:${String(port)}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
