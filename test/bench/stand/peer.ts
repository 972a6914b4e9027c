import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HelperProcess } from './helper-process.js';
import { repository } from './repository.js';

const run = promisify(execFile);
const folder = join(repository, 'test/bench/peers');

let installed: Promise<void> | undefined;

/** Installs the peers by their lock file, once for each state of it; the product knows nothing of them. */
async function install(): Promise<void> {
  const wanted = await stat(join(folder, 'package-lock.json'));
  const present = await stat(join(folder, 'node_modules/.package-lock.json')).catch(() => undefined);
  if (present && present.mtimeMs >= wanted.mtimeMs) return;
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
}

/** Another server that does what the product does, in a process of its own, started with what it needs. */
export class Peer implements AsyncDisposable {
  private constructor(
    readonly process: HelperProcess,
    readonly port: number,
  ) {}

  /** `name` is that of a program in `test/bench/peers`. */
  static async start(name: string, argument: object = {}): Promise<Peer> {
    await (installed ??= install());
    const helper = HelperProcess.start(join(folder, `${name}.mjs`));
    try {
      return new Peer(helper, await helper.call<number>('start', argument));
    } catch (error) {
      await helper[Symbol.asyncDispose]();
      throw error;
    }
  }

  get pid(): number {
    return this.process.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}
