const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Interruption = {
  readonly reason: (typeof SIGNALS)[number] | 'SIGPIPE';
  /** By convention 128 and the number of the signal. */
  readonly exitStatus: number;
};

const STATUS = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const;
/** One Ctrl-C may arrive twice, by the terminal and by npm. */
const SAME_MS = 1_000;

/**
 * Resolves when somebody wants the demo to end: by a signal, or by closing what it writes to. A second signal that
 * comes more than a second later ends the process at once.
 */
export function interruption(): Promise<Interruption> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const hear = (reason: Interruption['reason']): void => {
      if (first !== undefined && performance.now() - first > SAME_MS) process.exit(STATUS[reason]);
      first ??= performance.now();
      resolve({ reason, exitStatus: STATUS[reason] });
    };
    for (const signal of SIGNALS) process.on(signal, () => hear(signal));
    process.stdout.on('error', () => hear('SIGPIPE'));
  });
}
