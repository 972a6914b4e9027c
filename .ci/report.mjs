/**
 * Checks what `npm run demo -- --report FILE` wrote: every roster entry has an outcome, no event is missing,
 * and the history in the new group is the one that was imported.
 *
 *   node .ci/report.mjs FILE [--roster N] [--messages N]
 *
 * Prints the outcomes and exits 1 if anything is not as it must be.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { roster: { type: 'string' }, messages: { type: 'string' } },
});
const report = JSON.parse(readFileSync(positionals[0], 'utf8'));
const { roster, included, excluded, messages, events } = report;
const excludedSum = Object.values(excluded).reduce((sum, count) => sum + count, 0);

const claims = [
  [
    `${included} included and ${excludedSum} excluded are the ${roster} of the roster`,
    included + excludedSum === roster,
  ],
  ['somebody was included, and somebody was not', included > 0 && excludedSum > 0],
  [`${messages.source} messages before are ${messages.group} after`, messages.source === messages.group],
  ['the history is proved equal', messages.proofEqual === true],
  [`${events.received} events came, ${events.gaps} are missing`, events.received > 0 && events.gaps === 0],
];
if (values.roster) claims.push([`the roster has ${values.roster} entries`, roster === Number(values.roster)]);
if (values.messages) {
  claims.push([`the group has ${values.messages} messages`, messages.group === Number(values.messages)]);
}

console.log(JSON.stringify({ roster, included, excluded }));
for (const [claim, holds] of claims) console.log(`${holds ? 'ok    ' : 'FAILED'} ${claim}`);
console.log(`${report.seconds} s, at most ${report.peakMemoryMiB} MiB`);
process.exitCode = claims.every(([, holds]) => holds) ? 0 : 1;
