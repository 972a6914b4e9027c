import { type Options, readOptions } from './options.js';
import { inWords, writeResult } from './report.js';
import type { Bench, Scenario } from './scenario.js';
import { scenarios } from './scenarios.js';
import { startDatabase } from './stand/database.js';
import { type Finding, LEAST_ROUNDS } from './statistics.js';

// Whoever ends the run also ends what it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/**
 * npm run bench -- [SCENARIO …] [--quick] [--out DIR] [--list]
 *
 * Measures the scenarios that are named, or all. Exits 1 if one could not be measured; whether a goal is reached is
 * what it prints, and no failure.
 */
const options = readOptions(process.argv.slice(2));
if (options.list) for (const { name, title } of scenarios) console.log(`${name.padEnd(22)} ${title}`);
else process.exitCode = await run(options, chosen(options.names));

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(', ')} (--list shows all)`);
  return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
}

async function run({ quick, out }: Options, toRun: readonly Scenario[]): Promise<number> {
  await using database = await startDatabase();
  const bench: Bench = {
    database,
    rounds: LEAST_ROUNDS,
    seconds: quick ? 2 : 5,
    size: (full, small) => (quick ? small : full),
    tell: (what) => console.log(`  … ${what}`),
  };
  const findings: Finding[] = [];
  let failed = 0;
  for (const scenario of toRun) {
    console.log(`\n${scenario.name}: ${scenario.title}`);
    try {
      const found = await scenario.run(bench);
      findings.push(...found);
      for (const finding of found) console.log(`  ${inWords(finding)}`);
      console.log(
        `  ${await writeResult(out, scenario, { quick, seconds: bench.seconds, findings: found })}`,
      );
    } catch (error) {
      failed += 1;
      console.error(error);
    }
  }
  const reached = findings.filter((finding) => finding.reached).length;
  console.log(
    `\n${reached} of ${findings.length} goals reached${failed > 0 ? `; ${failed} scenarios FAILED` : ''}`,
  );
  return failed > 0 ? 1 : 0;
}
