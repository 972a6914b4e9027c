import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from './scenario.js';
import { type Finding, type Goal, median, type Samples } from './statistics.js';

/** A finding in one line: `answers a second, ours over pgbench: 5.32, goal at least 5: reached (…)`. */
export function inWords({ what, of, over, ratio, goal, reached }: Finding): string {
  const verdict = reached ? 'reached' : 'NOT reached';
  return `${what}, ${of.name} over ${over.name}: ${brief(ratio)}, goal ${goalInWords(goal)}: ${verdict} (${medianOf(of)}, ${medianOf(over)})`;
}

function goalInWords(goal: Goal): string {
  return 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
}

function medianOf({ name, values }: Samples): string {
  return `${name} ${brief(median(values))}`;
}

/** Three figures that mean something. */
function brief(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'no number';
}

/** Writes what was measured to `FOLDER/SCENARIO.json`. Returns the path. */
export async function writeResult(
  folder: string,
  { name, title }: Scenario,
  run: { readonly quick: boolean; readonly seconds: number; readonly findings: readonly Finding[] },
): Promise<string> {
  const { platform, arch, version } = process;
  const machine = { platform, arch, node: version, processors: availableParallelism() };
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  const result = { scenario: name, title, endedAt: new Date().toISOString(), machine, ...run };
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}
