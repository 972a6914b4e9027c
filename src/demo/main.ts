import { join } from 'node:path';
import { callersFolder } from './environment.js';
import { type DemoInput, InputError, readInput } from './input/demo-input.js';
import { type Options, readOptions, USAGE } from './options.js';
import { run } from './run.js';
import { Stage } from './terminal/stage.js';

/** For what the command line says: by convention of POSIX utilities. */
const USAGE_STATUS = 2;

const invocation = readOptions(process.argv.slice(2), callersFolder());
process.exit(await status());

async function status(): Promise<number> {
  switch (invocation.kind) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'wrong':
      console.error(`${invocation.message}\nTry: npm run demo -- --help`);
      return USAGE_STATUS;
    case 'run':
      return start(invocation.options);
  }
}

async function start(options: Options): Promise<number> {
  const input = await usableInput(options);
  if (!input) return USAGE_STATUS;
  try {
    return await run(options, input, new Stage(process.stdout), join(import.meta.dirname, '../..'));
  } catch (error) {
    console.error(error instanceof Error ? `The demo failed: ${error.message}` : error);
    return 1;
  }
}

async function usableInput(options: Options): Promise<DemoInput | undefined> {
  try {
    return await readInput(options.files);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    return undefined;
  }
}
