import 'reflect-metadata';
import { judge } from './judge.js';
import { readOptions } from './options.js';
import { inWords, reportOf, writeReport } from './report.js';
import { play } from './run.js';

// Whoever ends the run also ends what it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/**
 * npm run chaos -- [--seed N] [--minutes M] [--nodes N] [--hints database|redis|nats] [--report FILE]
 *
 * Does faults to several nodes over one database while clients answer and watch, and judges what has become of it.
 * Exits 0 only if everything holds. The same seed does the same faults; when each is done depends on the machine.
 */
const options = readOptions(process.argv.slice(2));
const { seed, minutes, nodes, hints } = options;
console.log(`chaos: seed ${seed}, ${minutes} minutes, ${nodes} nodes, hints by ${hints}`);
const history = await play(options, (what) => console.log(`  ${what}`));
const report = reportOf(options, history, judge(history));
console.log(inWords(report));
if (options.report !== undefined) await writeReport(options.report, report);
process.exit(report.passed ? 0 : 1);
