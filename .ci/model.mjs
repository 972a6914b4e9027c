/**
 * Plays random lives of consent against the real server and judges them by a model.
 *
 *   npm run model -- [--runs N] [--seed S]
 *
 * A failure prints the seed and the shortest play that still fails; the same seed plays the same again.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string' } },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d{1,9}$/.test(value)) {
    console.error(`--${name} must be a whole number of at most nine digits, not ${value}`);
    process.exit(2);
  }
}

const root = join(import.meta.dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    'model',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ASSENT_MODEL_RUNS: values.runs,
      ...(values.seed === undefined ? {} : { ASSENT_MODEL_SEED: values.seed }),
    },
  },
);
process.exit(status ?? 1);
