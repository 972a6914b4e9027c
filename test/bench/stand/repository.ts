import { join } from 'node:path';

/** This file is run from `test/bench/dist/bench/stand`. */
export const repository = join(import.meta.dirname, '../../../../..');
