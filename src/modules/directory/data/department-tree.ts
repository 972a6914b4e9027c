import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import type { KnownDepartment } from '../domain/department-plan.js';

/** A whole tree, at most 30,000 departments, by the company's own ids. */
export interface DepartmentTree {
  readonly departments: ReadonlyMap<string, KnownDepartment>;
  /** The UUIDs behind the company's ids. */
  readonly ids: ReadonlyMap<string, string>;
}

export async function readTree(sql: Sql, organizationId: string): Promise<DepartmentTree> {
  const rows = await sql.rows<KnownDepartment & { id: string }>(
    `select d.id, d.external_id as "externalId", above.external_id as "parentId", d.name,
       d.sort_order as "sortOrder", d.depth
     from department d left join department above on above.id = d.parent_id where d.organization_id = $1`,
    [organizationId],
  );
  return {
    departments: new Map(rows.map(({ id: _id, ...department }) => [department.externalId, department])),
    ids: new Map(rows.map((row) => [row.externalId, row.id])),
  };
}

/** Creates and changes departments of a tree in one statement. Parents are in the tree or among the writes. */
export async function writeTree(
  sql: Sql,
  organizationId: string,
  tree: DepartmentTree,
  writes: readonly KnownDepartment[],
): Promise<void> {
  const ids = new Map(tree.ids);
  for (const { externalId } of writes) if (!ids.has(externalId)) ids.set(externalId, newId());
  const column = <Value>(read: (department: KnownDepartment) => Value): Value[] => writes.map(read);
  await sql.run(
    `insert into department (id, organization_id, external_id, name, parent_id, sort_order, depth)
     select w.id, $1, w.external_id, w.name, w.parent_id, w.sort_order, w.depth
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::int[])
       as w (id, external_id, name, parent_id, sort_order, depth)
     on conflict on constraint department_organization_external_id_key do update set name = excluded.name,
       parent_id = excluded.parent_id, sort_order = excluded.sort_order, depth = excluded.depth`,
    [
      organizationId,
      column(({ externalId }) => ids.get(externalId)),
      column(({ externalId }) => externalId),
      column(({ name }) => name),
      column(({ parentId }) => (parentId === null ? null : ids.get(parentId))),
      column(({ sortOrder }) => sortOrder),
      column(({ depth }) => depth),
    ],
  );
}
