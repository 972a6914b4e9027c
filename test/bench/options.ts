import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { callersFolder } from '#demo/environment.js';
import { repository } from './stand/repository.js';

export interface Options {
  /** The scenarios to run, by name; all without any. */
  readonly names: readonly string[];
  readonly quick: boolean;
  readonly list: boolean;
  /** Where the results go, one file a scenario. */
  readonly out: string;
}

/** Throws a TypeError for what is no option. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      out: { type: 'string', default: join(repository, 'test/bench/results') },
    },
  });
  return { names: positionals, ...values, out: resolve(callersFolder(), values.out) };
}
