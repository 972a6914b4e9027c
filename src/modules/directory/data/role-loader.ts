import type { Role } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** The key of a person's roles in an organization, for `rolesLoader`. */
export const rolesKey = (personId: string, organizationId: string): string => `${personId}/${organizationId}`;

async function rolesByKeys(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, readonly Role[]>> {
  const rows = await sql.rows<{ key: string; roles: readonly Role[] }>(
    `select m.person_id || '/' || m.organization_id as key, m.roles from member m
     where m.status = 'ACTIVATED' and m.person_id = any($1::uuid[])`,
    [[...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))]],
  );
  return new Map(rows.map((row) => [row.key, row.roles]));
}

/** For `context.load`: what a person may do in an organization; nothing where they have no active account. */
export const rolesLoader = { name: 'roles', batch: rolesByKeys };
