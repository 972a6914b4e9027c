import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Connection } from '#platform/db/embedded/launch.js';

import { repository } from './clone.js';

export type Message = {
  readonly ready?: Connection;
  readonly refused?: string;
  readonly message?: string;
  readonly afterInterrupt?: unknown;
  readonly log?: readonly string[];
};

export type OwnerOptions = {
  readonly dataDir: string;
  /** The clone to run from; this one unless given. */
  readonly clone?: string;
  readonly uid?: number;
  readonly node?: string;
  /** Its directory for temporary files. */
  readonly temporary?: string;
};

/** `owner.ts` as a process of its own, in a process group of its own. Killed at the end of its scope. */
export class OwnerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #messages: AsyncIterator<string>;
  readonly #errors: string[] = [];

  constructor({ dataDir, clone = repository, uid, node = process.execPath, temporary }: OwnerOptions) {
    const script = join(clone, 'test/support/embedded/owner.ts');
    this.#child = spawn(node, ['--conditions=source', script, dataDir], {
      ...(uid === undefined ? {} : { uid, gid: uid }),
      cwd: clone,
      detached: true,
      env: { PATH: process.env['PATH'], ...(temporary === undefined ? {} : { TMPDIR: temporary }) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    this.#messages = createInterface({ input: stdout })[Symbol.asyncIterator]();
    stderr.on('data', (chunk: Buffer) => this.#errors.push(chunk.toString()));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The next thing it says. Throws with what it wrote on standard error if it ended instead. */
  async next(): Promise<Message> {
    const { done, value } = await this.#messages.next();
    if (done === true) throw new Error(`the owner ended: ${this.#errors.join('')}`);
    return JSON.parse(value) as Message;
  }

  async ready(): Promise<Connection> {
    const message = await this.next();
    if (message.ready === undefined) throw new Error(JSON.stringify(message, undefined, 2));
    return message.ready;
  }

  /** Sends a signal to its whole process group, as a terminal does. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended();
  }

  async stop(): Promise<number | null> {
    this.#child.stdin?.end();
    await this.#ended();
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #ended(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}
