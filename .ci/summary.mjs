/**
 * Prints the last line of a run: `N passed, N failed`, with `, N skipped` where there are any. Stages of the
 * run that failed count as a failure each, so that the line never says less than the exit status.
 *
 *   node .ci/summary.mjs JEST_RESULTS JEST_STATUS FAILED_STAGES
 *
 * Exits 1 if anything failed, or if no test was run.
 */
import { existsSync, readFileSync } from 'node:fs';

const [file, status, stages] = process.argv.slice(2);
const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const passed = results?.numPassedTests ?? 0;
const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
// A file that cannot be loaded has no failed test, and jest counts it apart.
const broken = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
// Nor has one, if the set-up or the tear-down of the whole run failed.
const failed = (status === '0' ? broken : Math.max(broken, 1)) + Number(stages);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
