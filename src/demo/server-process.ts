import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serverEnvironment } from './environment.js';

/** What the server says in its log when it listens. */
export type Announcement = {
  readonly port: number;
  /** The address of the API. */
  readonly api: string;
  /** The same for WebSockets. */
  readonly subscriptions: string;
  /** The page for people. */
  readonly explorer?: string;
};

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

const USUAL_PORT = 4000;
const KEPT_LINES = 20;
/** Holds the server to the demo: the kernel closes this pipe with the demo's process. */
const LEASH =
  'data:text/javascript,process.stdin.on("end",()=>process.kill(process.pid,"SIGTERM")).resume().unref()';
const ROUTINE = /"status":[1-4]\d\d\b.*"msg":"request"/;

/** The server as a process of its own, known by its log, its exit status and the API at its address. */
export class ServerProcess {
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Rejects when it has ended without having been asked to. */
  readonly lost: Promise<never>;
  private readonly lines: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.keep(error.message);
        resolve({ code: null, signal: null });
      });
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    this.lost = new Promise((_resolve, reject) => {
      void this.exited.then((exit) => {
        if (!child.killed) reject(new Error(`the server did not live to the end: ${told(exit)}`));
      });
    });
    // Whoever waits for it hears of it; nobody else needs to.
    this.lost.catch(() => undefined);
  }

  /**
   * Starts `dist/main.js` of the clone at `root`, in a process group of its own: Ctrl-C reaches the demo alone, which
   * stops the server in its own time. However the demo ends, kill -9 included, the server drains and ends after it.
   */
  static spawn(root: string, settings: Readonly<Record<string, string>>): ServerProcess {
    const child = spawn(process.execPath, ['--import', LEASH, join(root, 'dist/main.js')], {
      cwd: root,
      detached: true,
      env: serverEnvironment({ LOG_LEVEL: 'info', ...settings }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new ServerProcess(child);
  }

  /** Resolves when the server listens; rejects when it ends before that. Reads its log from then on. */
  ready(): Promise<Announcement> {
    return new Promise((resolve, reject) => {
      this.readLines((line) => {
        const said = announcement(line);
        if (said) resolve(said);
      });
      void this.exited.then((exit) => reject(new Error(`the server has not started: ${told(exit)}`)));
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The newest lines of its log, without those of requests that went well. */
  get lastLines(): readonly string[] {
    return this.lines;
  }

  /** The most memory it ever held, in MiB; null where the system does not tell or it has ended. */
  async peakMemoryMiB(): Promise<number | null> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8').catch(() => '');
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1024);
  }

  /** Asks it to drain and end, once, and waits until it has. */
  stop(): Promise<Exit> {
    this.kill();
    return this.exited;
  }

  /** Asks it to end, once: a second signal would cut its drain short. */
  kill(): void {
    if (!this.child.killed) this.child.kill('SIGTERM');
  }

  private readLines(each: (line: string) => void): void {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (!ROUTINE.test(line)) this.keep(line);
        each(line);
      });
    }
  }

  private keep(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  }
}

/** 4000, where people look for the server, or 0 for any if that is taken. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(USUAL_PORT, '127.0.0.1', () => probe.close(() => resolve(USUAL_PORT)));
  });
}

/** An exit in words. */
export function told({ code, signal }: Exit): string {
  return signal === null ? `it ended with status ${code ?? 'unknown'}` : `it was ended by ${signal}`;
}

function announcement(line: string): Announcement | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const said = JSON.parse(line) as Partial<Announcement>;
    return typeof said.api === 'string' && typeof said.subscriptions === 'string'
      ? (said as Announcement)
      : undefined;
  } catch {
    return undefined;
  }
}
