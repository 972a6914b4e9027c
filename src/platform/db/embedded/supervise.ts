import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import type { Account } from '#platform/db/embedded/account.js';

/** PostgreSQL's processes get nothing of our environment: it holds secrets, and PG* variables would be obeyed. */
export const BARE_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs a command and outlives nothing: $1 is a directory of sockets (or empty), the rest is the command.
 *
 * Standard input is the leash. When the process at its other end closes it or dies in whatever way, the kernel
 * ends the stream, and the command is asked to stop: SIGINT, PostgreSQL's fast shutdown, once a second for ten
 * seconds (a process that has just been started may not listen yet), then SIGQUIT, five seconds later SIGKILL.
 * Being the parent, the shell cannot hit a stranger that got the command's process id. At the end it takes its own
 * helpers with it, and the directory, unless the command ended by itself and will be started again.
 */
const SUPERVISOR = `
sockets=$1; shift
released=
trap 'released=1' USR1
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
{
  read -r _ <&3
  kill -USR1 $$
  for second in 1 2 3 4 5 6 7 8 9 10; do kill -INT $child || exit; sleep 1; done
  kill -QUIT $child; sleep 5; kill -KILL $child
} >/dev/null 2>&1 &
exec 3<&-
trap '' HUP INT TERM
while :; do
  wait $child; status=$?
  kill -0 $child 2>/dev/null || break
done
[ -z "$released" ] || [ -z "$sockets" ] || rmdir "$sockets" 2>/dev/null
kill -TERM 0
exit $status
`;

/** Longer than the supervisor's own escalation takes. */
const LAST_RESORT_MS = 20_000;
const REMEMBERED_LINES = 30;

export type Supervised = {
  /** The exit status once the command has ended; 128 + n if signal n ended it. Never rejects. */
  readonly exited: Promise<number>;
  /** Lets go of the leash: the command is shut down. Returns at once; wait for `exited`. */
  release(): void;
  /** The last lines it wrote, complete once it has exited. */
  lastLines(): Promise<string>;
};

export type Supervision = {
  readonly cwd: string;
  readonly account: Account | undefined;
  /** Removed when the command ends because the leash was let go. Must be empty by then. */
  readonly sockets?: string;
  readonly log: (line: string) => void;
};

/**
 * Starts a command that ends when this process does, even by SIGKILL, and not when a terminal sends Ctrl-C to the
 * process group: it has a session of its own. The working directory is entered before the account changes, so the
 * account need not be able to reach it.
 */
export function supervise(
  command: readonly string[],
  { cwd, account, sockets = '', log }: Supervision,
): Supervised {
  const shell = spawn('/bin/sh', ['-c', SUPERVISOR, 'assent-postgres', sockets, ...command], {
    ...account,
    cwd,
    env: BARE_ENVIRONMENT,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const lines = rememberLines(shell.stderr, log);
  const closed = new Promise<void>((resolve) => shell.once('close', () => resolve()));
  const exited = new Promise<number>((resolve) => {
    shell.once('error', (error) => {
      lines.push(error.message);
      resolve(127);
    });
    shell.once('exit', (status) => {
      shell.stdin.destroy();
      resolve(status ?? 137);
    });
  });
  let released = false;
  return {
    exited,
    release() {
      if (released) return;
      released = true;
      shell.stdin.destroy();
      const lastResort = setTimeout(() => killGroup(shell.pid), LAST_RESORT_MS);
      void exited.then(() => clearTimeout(lastResort));
    },
    async lastLines() {
      await Promise.race([closed, delay(500, undefined, { ref: false })]);
      return lines.join('\n');
    },
  };
}

function rememberLines(stream: Readable, log: (line: string) => void): string[] {
  const lines: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    if (lines.length > REMEMBERED_LINES) lines.shift();
    log(line);
  });
  return lines;
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}
