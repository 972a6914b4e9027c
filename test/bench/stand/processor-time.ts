import { readdir, readFile } from 'node:fs/promises';

const NANOSECONDS = 1e9;

/**
 * The seconds that a process has computed so far, in itself and in the kernel, all its threads together, as the
 * scheduler of Linux has counted them.
 */
export async function processorSeconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(
    threads.map(async (thread) => {
      // A thread that has ended in the meantime takes its time with it.
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
      return Number(text.split(' ')[0]);
    }),
  );
  return times.reduce((sum, time) => sum + time, 0) / NANOSECONDS;
}

/** What a process holds in memory now, and the most that it ever held, in bytes. */
export async function residentMemory(pid: number): Promise<{ now: number; most: number }> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024;
  return { now: of('VmRSS'), most: of('VmHWM') };
}
