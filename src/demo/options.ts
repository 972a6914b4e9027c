import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A group and its company as files, all four of them. */
export type InputFiles = {
  readonly group: string;
  readonly directory: string;
  readonly departments: string;
  readonly mobiles: string;
};

export type Options = {
  /** Stop the server at the end, and tell by the exit status whether all was as it must be. */
  readonly exit: boolean;
  /** Without the pauses that make it watchable. */
  readonly fast: boolean;
  /** Where the result goes as JSON. */
  readonly report: string | undefined;
  /** Undefined means a generated group. */
  readonly files: InputFiles | undefined;
};

export type Invocation =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export const USAGE = `Assent's demo: registers a company, imports a chat group, asks every member, and moves the group.

  npm run demo [-- OPTIONS]

  --exit              stop the server at the end; exit status 1 if anything was not as it must be
  --fast              without pauses
  --report FILE       write the result as JSON

A group of your own, instead of a generated one; all four or none:

  --group FILE        the group's export, ChatLab JSON or JSONL
  --directory FILE    the company's people, WeCom's CSV template
  --departments FILE  its departments, WeCom's CSV template
  --mobiles FILE      CSV with the columns platformId and mobile

  --help              this text`;

const FILES = ['group', 'directory', 'departments', 'mobiles'] as const;

/** Reads the command line. Relative paths start from `folder`. */
export function readOptions(args: readonly string[], folder: string): Invocation {
  try {
    const { values } = parseArgs({ args: [...args], options: KNOWN, strict: true });
    if (values.help) return { kind: 'help' };
    const empty = [...FILES, 'report' as const].find((name) => values[name] === '');
    if (empty) return wrong(`--${empty} needs the name of a file.`);
    const missing = FILES.filter((name) => values[name] === undefined);
    if (missing.length > 0 && missing.length < FILES.length) {
      return wrong(
        `A group of your own takes four files; missing: ${missing.map((name) => `--${name}`).join(', ')}.`,
      );
    }
    const path = (name: keyof typeof values): string => resolve(folder, String(values[name]));
    const files = {
      group: path('group'),
      directory: path('directory'),
      departments: path('departments'),
      mobiles: path('mobiles'),
    };
    return {
      kind: 'run',
      options: {
        exit: values.exit,
        fast: values.fast,
        report: values.report === undefined ? undefined : path('report'),
        files: missing.length === 0 ? files : undefined,
      },
    };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const KNOWN = {
  exit: flag,
  fast: flag,
  help: { ...flag, short: 'h' },
  report: text,
  group: text,
  directory: text,
  departments: text,
  mobiles: text,
} as const;

function wrong(message: string): Invocation {
  return { kind: 'wrong', message };
}
