import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationObject } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const SUFFIX = '.up.sql';
/** Where the migrator remembers what ran. */
export const MIGRATION_TABLE = 'migration';

/** A migration after this one only adds: nodes of the release before work on beside it. */
const BASELINE = '0021_programme_minimum';
/** A line of a migration that takes something away, once no release that needs it can run any more: with the reason. */
const CONTRACTS = /^-- contracts: (.+)$/m;

/** The migrations that must leave nodes of the release before at work; `contracts` is why one need not. */
export function migrationsAfterBaseline(folder: string = FOLDER): {
  readonly baseline: string;
  readonly later: { name: string; contracts: string | undefined }[];
} {
  const later = migrationsFromFiles(folder).filter(({ name }) => name > BASELINE);
  return {
    baseline: BASELINE,
    later: later.map(({ name }) => {
      const text = readFileSync(join(folder, `${name}${SUFFIX}`), 'utf8');
      return { name, contracts: CONTRACTS.exec(text)?.[1] };
    }),
  };
}

/**
 * The migrations as MikroORM wants them, from pairs of reviewed files `NAME.up.sql` and `NAME.down.sql`,
 * in the order of their names.
 */
export function migrationsFromFiles(folder: string = FOLDER): MigrationObject[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .toSorted();
  return names.map((name) => ({ name, class: migrationClass(folder, name) }));
}

function migrationClass(folder: string, name: string): MigrationObject['class'] {
  return class extends Migration {
    override up(): void {
      this.addSql(readFileSync(join(folder, `${name}.up.sql`), 'utf8'));
    }
    override down(): void {
      this.addSql(readFileSync(join(folder, `${name}.down.sql`), 'utf8'));
    }
  };
}
