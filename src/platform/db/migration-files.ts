import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationObject } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const SUFFIX = '.up.sql';
/** Where the migrator remembers what ran. */
export const MIGRATION_TABLE = 'migration';

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
