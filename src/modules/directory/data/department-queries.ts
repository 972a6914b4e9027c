import type { Sql } from '#platform/db/sql.js';

export interface DepartmentRow {
  readonly id: string;
  readonly organizationId: string;
  readonly externalId: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly sortOrder: number;
  readonly depth: number;
}

const SELECT = `select id, organization_id as "organizationId", external_id as "externalId", name,
  parent_id as "parentId", sort_order as "sortOrder", depth from department`;

export function departmentById(sql: Sql, id: string): Promise<DepartmentRow | undefined> {
  return sql.row<DepartmentRow>(`${SELECT} where id = $1`, [id]);
}

async function departmentsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DepartmentRow>> {
  const rows = await sql.rows<DepartmentRow>(`${SELECT} where id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: departments by id. It asks for no rights; who loads has asked. */
export const departmentLoader = { name: 'department', batch: departmentsByIds };

/** Parents before children. `after` is the level and id of the last one read. */
export function departmentsOf(
  sql: Sql,
  organizationId: string,
  limit: number,
  after: { readonly depth: number; readonly id: string } = {
    depth: 0,
    id: '00000000-0000-0000-0000-000000000000',
  },
): Promise<DepartmentRow[]> {
  return sql.rows<DepartmentRow>(
    `${SELECT} where organization_id = $1 and (depth, id) > ($2::int, $3::uuid) order by depth, id limit $4`,
    [organizationId, after.depth, after.id, limit],
  );
}

export async function countDepartments(sql: Sql, organizationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) as count from department where organization_id = $1',
    [organizationId],
  );
  return row?.count ?? 0;
}

export function rootDepartment(sql: Sql, organizationId: string): Promise<DepartmentRow | undefined> {
  return sql.row<DepartmentRow>(`${SELECT} where organization_id = $1 and parent_id is null`, [
    organizationId,
  ]);
}

/** The smallest free number after one that is taken; the root's is always taken. */
export async function freeExternalId(sql: Sql, organizationId: string): Promise<string> {
  const row = await sql.row<{ id: string }>(
    `select (taken.external_id::bigint + 1)::text as id from department taken
     where taken.organization_id = $1 and not exists (select from department d
       where d.organization_id = $1 and d.external_id = (taken.external_id::bigint + 1)::text)
     order by taken.external_id::bigint limit 1`,
    [organizationId],
  );
  if (!row) throw new Error('an organization has no root department');
  return row.id;
}

/** How many levels a department and all below it fill, and whether `other` is among them. */
export async function subtreeOf(
  sql: Sql,
  departmentId: string,
  other: string,
): Promise<{ levels: number; containsOther: boolean }> {
  const row = await sql.row<{ levels: number; containsOther: boolean }>(
    `with recursive below as (
       select id, depth from department where id = $1
       union all select d.id, d.depth from department d join below b on d.parent_id = b.id)
     select max(depth) - min(depth) + 1 as levels, bool_or(id = $2) as "containsOther" from below`,
    [departmentId, other],
  );
  return row ?? { levels: 1, containsOther: false };
}

/** Moves a department and all below it `by` levels down (up, where negative). */
export async function shiftSubtree(sql: Sql, departmentId: string, by: number): Promise<void> {
  await sql.run(
    `with recursive below as (
       select id from department where id = $1
       union all select d.id from department d join below b on d.parent_id = b.id)
     update department d set depth = d.depth + $2 from below b where d.id = b.id`,
    [departmentId, by],
  );
}

export async function contentOf(
  sql: Sql,
  departmentId: string,
): Promise<{ departments: number; members: number }> {
  const row = await sql.row<{ departments: number; members: number }>(
    `select (select count(*) from department where parent_id = $1) as departments,
       (select count(*) from member_department where department_id = $1) as members`,
    [departmentId],
  );
  return row ?? { departments: 0, members: 0 };
}

/** Which of these departments the organization has. */
export async function ownDepartments(
  sql: Sql,
  organizationId: string,
  ids: readonly string[],
): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) as count from department where organization_id = $1 and id = any($2::uuid[])',
    [organizationId, ids],
  );
  return row?.count ?? 0;
}
