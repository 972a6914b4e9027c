/**
 * Runs the checks of `npm run check`, as many at a time as there are processors, and prints of each its
 * name, its seconds, and its output if it failed. Exits 1 if any failed.
 *
 *   node .ci/check.mjs [STEP …]
 *
 * A step is the name of a script in package.json.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';

/** The longest first, so that none of them is waited for alone. */
const ALL = [
  'test:unit',
  'schema:check',
  'lint',
  'codegen:check',
  'types',
  'architecture',
  'unused',
  'format:check',
];

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const steps = process.argv.length > 2 ? process.argv.slice(2) : ALL;
const unknown = steps.filter((name) => !Object.hasOwn(scripts, name));
if (unknown.length > 0) {
  throw new Error(`no such script: ${unknown.join(', ')}`);
}

const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` };

/** Resolves to whether the script exited with 0. */
function run(name) {
  const started = performance.now();
  const child = spawn(scripts[name], { cwd: root, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const passed = code === 0;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds.padStart(5)} s`);
      if (!passed) {
        console.log(Buffer.concat(output).toString().trimEnd());
        console.log(`${name}: ${signal ?? `exit status ${code}`}\n`);
      }
      resolve(passed);
    });
  });
}

const started = performance.now();
const waiting = [...steps];
const failed = [];
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (!(await run(name))) failed.push(name);
  }
}
await Promise.all(Array.from({ length: Math.min(availableParallelism(), steps.length) }, work));

const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${steps.length - failed.length} of ${steps.length} checks in ${seconds} s` +
    (failed.length > 0 ? `; failed: ${failed.join(', ')}` : ''),
);
process.exitCode = failed.length > 0 ? 1 : 0;
