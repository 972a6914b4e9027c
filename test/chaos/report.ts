import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FaultDone, History } from './history.js';
import type { Finding } from './judge.js';
import type { Options } from './options.js';

/** How often each kind of fault was done, and how long after it all nodes were back, in ms. */
interface Recovery {
  readonly kind: string;
  readonly count: number;
  readonly medianMs: number | undefined;
  readonly longestMs: number | undefined;
}

export interface Report {
  readonly seed: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly hints: string;
  readonly answers: number;
  readonly tries: number;
  readonly events: number;
  readonly states: number;
  readonly sittings: number;
  readonly messages: { readonly told: number; readonly toldAgain: number };
  readonly refusals: Readonly<Record<string, number>>;
  readonly putOff: Readonly<Record<string, number>>;
  readonly recoveries: readonly Recovery[];
  readonly faults: readonly FaultDone[];
  readonly findings: readonly Finding[];
  readonly passed: boolean;
}

export function reportOf(options: Options, history: History, findings: readonly Finding[]): Report {
  const { answers, watchers, dashboards, told, refusals, faults } = history;
  const sittings = watchers.flatMap((watcher) => watcher.sittings);
  return {
    seed: options.seed,
    minutes: options.minutes,
    nodes: options.nodes,
    hints: options.hints,
    answers: answers.length,
    tries: answers.reduce((sum, { tries }) => sum + tries, 0),
    events: sittings.reduce((sum, { events }) => sum + events.length, 0),
    states: dashboards.reduce((sum, { states }) => sum + states.length, 0),
    sittings: sittings.length,
    messages: { told: told.length, toldAgain: told.length - new Set(told.map((one) => one.deliveryId)).size },
    refusals: countsOf(refusals.map(({ code }) => code)),
    putOff: countsOf(history.putOff),
    recoveries: recoveriesOf(faults),
    faults,
    findings,
    passed: findings.every(({ problems }) => problems.length === 0),
  };
}

function countsOf(codes: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

function recoveriesOf(faults: readonly FaultDone[]): Recovery[] {
  return [...Map.groupBy(faults, ({ kind }) => kind)]
    .map(([kind, all]) => {
      const times = all.flatMap(({ recoveredMs }) => recoveredMs ?? []).toSorted((one, other) => one - other);
      return {
        kind,
        count: all.length,
        medianMs: times[Math.floor(times.length / 2)],
        longestMs: times.at(-1),
      };
    })
    .toSorted((one, other) => one.kind.localeCompare(other.kind));
}

export function inWords(report: Report): string {
  const { recoveries, findings, messages, refusals, passed } = report;
  const told = Object.entries({ ...refusals, ...report.putOff }).map(([code, count]) => `${count} ${code}`);
  return [
    '',
    `${'fault'.padEnd(36)} ${'done'.padStart(5)} ${'back after, median'.padStart(20)} ${'longest'.padStart(10)}`,
    ...recoveries.map(
      ({ kind, count, medianMs, longestMs }) =>
        `${kind.padEnd(36)} ${String(count).padStart(5)} ${milliseconds(medianMs).padStart(20)} ${milliseconds(longestMs).padStart(10)}`,
    ),
    '',
    `${report.answers} answers in ${report.tries} tries; refused for now: ${told.join(', ') || 'none'}`,
    `${report.events} events over ${report.sittings} connections, ${report.states} states of dashboards`,
    `${messages.told} messages, ${messages.toldAgain} of them told again under their own id`,
    '',
    ...findings.flatMap(({ claim, problems }) => [
      `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${claim}`,
      ...problems.map((problem) => `         ${problem}`),
    ]),
    '',
    `${passed ? 'everything holds' : 'NOT everything holds'} (seed ${report.seed}, ${report.minutes} min)`,
  ].join('\n');
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? 'never' : `${value} ms`;
}

export async function writeReport(file: string, report: Report): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}
