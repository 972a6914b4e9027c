import type { Sql } from './sql.js';

/** What code of the release before relies on, as far as a schema can tell. */
export interface Shape {
  readonly columns: readonly ColumnShape[];
  /** Checks, unique keys, foreign keys and unique indexes, by the columns that they look at. */
  readonly rules: readonly RuleShape[];
  /** Views and functions, by name and arguments. */
  readonly others: readonly string[];
}

export interface ColumnShape {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  /** Whether a row gets a value that names none. */
  readonly filled: boolean;
}

export interface RuleShape {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly columns: readonly string[];
}

const COLUMNS = `
  select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, a.atthasdef or a.attidentity <> '' as filled
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
const RULES = `
  select t.relname as "table", r.conname as name, pg_get_constraintdef(r.oid) as definition,
    array(select attname::text from pg_attribute where attrelid = t.oid and attnum = any(r.conkey)) as columns
  from pg_constraint r join pg_class t on t.oid = r.conrelid
  where t.relnamespace = 'public'::regnamespace and r.contype in ('c', 'u', 'f', 'p', 'x')
  union all
  select t.relname, i.relname, pg_get_indexdef(x.indexrelid),
    array(select attname::text from pg_attribute where attrelid = t.oid and attnum = any(x.indkey::int2[]))
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.relnamespace = 'public'::regnamespace and x.indisunique
    and not exists (select from pg_constraint where conindid = i.oid)`;
const OTHERS = `
  select 'view ' || relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
  union all
  select format('function %s(%s)', proname, pg_get_function_identity_arguments(oid)) from pg_proc
    where pronamespace = 'public'::regnamespace`;

export async function shapeOf(sql: Sql): Promise<Shape> {
  const others = await sql.rows<{ name: string }>(OTHERS);
  return {
    columns: await sql.rows<ColumnShape>(COLUMNS),
    rules: await sql.rows<RuleShape>(RULES),
    others: others.map(({ name }) => name),
  };
}

/**
 * What a change of the schema takes from code that knows only the schema before: what it reads is gone or of another
 * type, or what it writes is refused. Empty where that code works on as it did.
 */
export function contractions(before: Shape, after: Shape): string[] {
  const tables = new Set(before.columns.map(({ table }) => table));
  const old = new Map(before.columns.map((column) => [nameOf(column), column]));
  const now = new Map(after.columns.map((column) => [nameOf(column), column]));
  return [
    ...before.columns.flatMap((column) => lossesOf(column, now.get(nameOf(column)))),
    ...after.columns
      .filter((column) => tables.has(column.table) && !old.has(nameOf(column)))
      .filter(({ required, filled }) => required && !filled)
      .map((column) => `${nameOf(column)} is new and must be given`),
    ...newRules(before, after, (table, column) => old.has(`${table}.${column}`)),
    ...before.others.filter((name) => !after.others.includes(name)).map((name) => `${name} is gone`),
  ];
}

function lossesOf(before: ColumnShape, after: ColumnShape | undefined): string[] {
  const name = nameOf(before);
  if (!after) return [`${name} is gone`];
  return [
    ...(after.type === before.type ? [] : [`${name} was ${before.type} and is ${after.type}`]),
    ...(after.required && !before.required ? [`${name} must be given now`] : []),
    ...(before.filled && !after.filled && after.required ? [`${name} is not filled any more`] : []),
  ];
}

/** Those that look at columns which code of before writes, and that it does not know. */
function newRules(before: Shape, after: Shape, isOld: (table: string, column: string) => boolean): string[] {
  const known = new Set(before.rules.map(({ table, definition }) => `${table} ${definition}`));
  return after.rules
    .filter(({ table, definition }) => !known.has(`${table} ${definition}`))
    .filter(({ table, columns }) => columns.length > 0 && columns.every((column) => isOld(table, column)))
    .map(({ table, name }) => `${table} has a new rule for what is written, ${name}`);
}

function nameOf({ table, column }: ColumnShape): string {
  return `${table}.${column}`;
}
