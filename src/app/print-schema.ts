/**
 * Writes the schema to schema/schema.graphql, sorted and with its descriptions, so that a change of the API is seen
 * in a review. With `--check` it writes nothing, and exits 1 when the file is not what the code says.
 */
import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { idleServices } from './idle-services.js';
import { createModules } from './modules.js';
import { createSchema } from './schema.js';

const FILE = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));

const schema = `${printSchema(lexicographicSortSchema(createSchema(createModules(idleServices()))))}\n`;
if (process.argv.includes('--check')) {
  const committed = await readFile(FILE, 'utf8').catch(() => '');
  if (committed !== schema) {
    process.stderr.write(
      'schema/schema.graphql is not what the code says. Refresh it with: npm run schema\n',
    );
    process.exitCode = 1;
  }
} else {
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, schema);
}
