import { destination, type DestinationStream } from 'pino';

/**
 * Standard output for a log: the lines of one turn of the loop leave in one system call, at its end. None is lost when
 * the process ends by itself.
 */
export function turnStream(): DestinationStream & { flushSync(): void } {
  const out = destination({ sync: true });
  let lines = '';
  const flushSync = (): void => {
    if (lines === '') return;
    out.write(lines);
    lines = '';
  };
  process.on('exit', flushSync);
  return {
    write(line) {
      if (lines === '') setImmediate(flushSync);
      lines += line;
    },
    flushSync,
  };
}
