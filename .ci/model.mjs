/**
 * Plays random lives of consent against the real server and judges them by a model.
 *
 *   npm run model -- [--runs N] [--seed S]
 *
 * Without a seed it takes one and prints it. A failure prints its seed and the shortest play that still fails; the same
 * runs and seed play the same again. The runs are shared out to as many processes as there are processors, each with a
 * seed of its own: S, S + 1 and so on.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Math.trunc(Math.random() * 1e9)) },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d{1,9}$/.test(value)) {
    console.error(`--${name} must be a whole number of at most nine digits, not ${value}`);
    process.exit(2);
  }
}

const runs = Number(values.runs);
const processes = Math.max(1, Math.min(availableParallelism(), Math.ceil(runs / 25)));
console.log(`${runs} plays from seed ${values.seed}, in ${processes} processes`);

/** Resolves to whether the plays of one process were all allowed. */
function play(index) {
  const share = Math.floor(runs / processes) + (index < runs % processes ? 1 : 0);
  const jest = [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
  ];
  const child = spawn(process.execPath, [...jest, '--selectProjects', 'model'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      ASSENT_MODEL_RUNS: String(share),
      ASSENT_MODEL_SEED: String(Number(values.seed) + index),
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

const passed = await Promise.all(Array.from({ length: processes }, (_, index) => play(index)));
process.exit(passed.every(Boolean) ? 0 : 1);
