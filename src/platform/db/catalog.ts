import type { Sql } from './sql.js';

/** Each query gives one line an object of the schema `public`, complete enough that equal lines mean equal objects. */
const QUERIES = {
  column: `
    select format('%I.%I %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(case a.attgenerated when '' then ' default ' else ' generated ' end || pg_get_expr(d.adbin, d.adrelid), '')
        || case a.attidentity when '' then '' else ' identity ' || a.attidentity::text end) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
  constraint: `
    select format('%s: %I %s', coalesce(conrelid::regclass::text, contypid::regtype::text), conname,
      pg_get_constraintdef(oid)) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`,
  index: `select indexdef as line from pg_indexes where schemaname = 'public'`,
  view: `
    select format('%I %s', relname, pg_get_viewdef(oid)) as line
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
  function: `
    select pg_get_functiondef(p.oid) as line from pg_proc p
    where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
      and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')`,
  trigger: `
    select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
  type: `
    select format('%I %s %s', t.typname, t.typtype,
      (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid)) as line
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r')`,
  sequence: `
    select format('%I', relname) as line from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'S'`,
  extension: `select extname as line from pg_extension where extname <> 'plpgsql'`,
} as const;

/** Everything that the migrations made, one line each, sorted; the migrator's own table is left out. */
export async function catalogOf(sql: Sql, migratorsTable: string): Promise<string[]> {
  const lines: string[] = [];
  for (const [kind, query] of Object.entries(QUERIES)) {
    const rows = await sql.rows<{ line: string }>(query);
    lines.push(...rows.map(({ line }) => `${kind} ${line}`));
  }
  const own = new RegExp(`\\b${migratorsTable}(_id_seq|_pkey)?\\b`);
  return lines.filter((line) => !own.test(line)).toSorted();
}

/** What one catalog has and the other lacks, as lines that begin with + or -. */
export function catalogChanges(before: readonly string[], after: readonly string[]): string[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
}
