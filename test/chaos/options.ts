import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { callersFolder } from '#demo/environment.js';

/** What carries the hints between the nodes. */
export type Hints = 'database' | 'redis' | 'nats';

export interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly hints: Hints;
  /** Where the JSON report goes; nowhere without. */
  readonly report: string | undefined;
}

/** Throws a TypeError for what is no option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.trunc(Math.random() * 1e9)) },
      minutes: { type: 'string', default: '1' },
      nodes: { type: 'string', default: '3' },
      hints: { type: 'string', default: 'database' },
      report: { type: 'string' },
    },
  });
  const { report } = values;
  return {
    seed: number('seed', values.seed, 0, 1e9),
    minutes: number('minutes', values.minutes, 0.2, 240),
    nodes: number('nodes', values.nodes, 2, 8),
    hints: oneOf('hints', values.hints, ['database', 'redis', 'nats']),
    report: report === undefined ? undefined : resolve(callersFolder(), report),
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new TypeError(`--${name} must be a number from ${least} to ${most}, not ${text}`);
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw new TypeError(`--${name} must be one of ${values.join(', ')}, not ${text}`);
}
