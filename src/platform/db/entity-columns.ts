import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { Database } from './database.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** Names of PostgreSQL's that mean the same to an entity. A length or precision is the migration's to say. */
const SAME: Readonly<Record<string, string>> = {
  'character varying': 'text',
  varchar: 'text',
  'timestamp with time zone': 'timestamptz',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  'double precision': 'double',
};

function family(type: string): string {
  const array = type.endsWith('[]');
  const bare = type
    .replace(/\[\]$/, '')
    .replace(/\(.*?\)/, '')
    .trim();
  return `${SAME[bare] ?? bare}${array ? '[]' : ''}`;
}

/** Where the entities and the migrated tables differ: a table, a column, its type or whether it may be null. */
export async function entityProblems(database: Database): Promise<string[]> {
  const problems: string[] = [];
  for (const meta of database.orm.getMetadata().getAll().values()) {
    problems.push(...differences(meta, await columnsOf(database, meta.tableName)));
  }
  return problems;
}

async function columnsOf(database: Database, table: string): Promise<Map<string, Column>> {
  const rows = await database.rows<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [`public.${table}`],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function differences(meta: EntityMetadata, columns: ReadonlyMap<string, Column>): string[] {
  if (columns.size === 0) return [`${meta.className}: there is no table ${meta.tableName}`];
  return meta.props
    .filter((property) => property.persist !== false)
    .flatMap((property) =>
      propertyProblems(`${meta.className}.${property.name}`, meta.tableName, property, columns),
    );
}

function propertyProblems(
  where: string,
  table: string,
  property: EntityProperty,
  columns: ReadonlyMap<string, Column>,
): string[] {
  return property.fieldNames.flatMap((field, index) => {
    const column = columns.get(field);
    if (!column) return [`${where}: ${table} has no column ${field}`];
    const wanted = property.columnTypes[index] ?? '';
    const problems: string[] = [];
    if (family(wanted) !== family(column.type))
      problems.push(`${where} is ${wanted}, ${table}.${field} is ${column.type}`);
    if ((property.nullable ?? false) !== column.nullable) {
      problems.push(
        `${where} is ${property.nullable ? '' : 'not '}nullable, ${table}.${field} is ${column.nullable ? '' : 'not '}`,
      );
    }
    return problems;
  });
}
