import type { Role } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { Gender, MemberStatus } from '../domain/member.js';

export interface MemberRow {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string | null;
  readonly userId: string;
  readonly name: string;
  readonly alias: string | null;
  /** E.164. */
  readonly mobile: string;
  readonly email: string | null;
  readonly position: string | null;
  readonly gender: Gender | null;
  readonly mainDepartmentId: string | null;
  readonly managerId: string | null;
  readonly roles: readonly Role[];
  readonly status: MemberStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
}

export const MEMBER_COLUMNS = `m.id, m.organization_id as "organizationId", m.person_id as "personId",
  m.user_id as "userId", m.name, m.alias, m.mobile, m.email, m.position, m.gender,
  m.main_department_id as "mainDepartmentId", m.manager_id as "managerId", m.roles, m.status, m.version,
  m.created_at as "createdAt", m.activated_at as "activatedAt"`;

/** What a person is in an organization: their account there, whatever its status, but one they have left. */
export interface Membership {
  readonly memberId: string;
  readonly mobile: string;
  readonly status: MemberStatus;
  readonly roles: readonly Role[];
}

export function memberOf(
  sql: Sql,
  personId: string,
  organizationId: string,
): Promise<Membership | undefined> {
  return sql.row<Membership>(
    `select id as "memberId", mobile, status, roles from member
     where person_id = $1 and organization_id = $2 and status <> 'LEFT'`,
    [personId, organizationId],
  );
}

/**
 * The roles of an activated account in an organization that is not closed; undefined where the person has none such.
 * They are for reading: what changes anything asks besides whether the organization is suspended.
 */
export async function rolesOf(
  sql: Sql,
  personId: string,
  organizationId: string,
): Promise<readonly Role[] | undefined> {
  return (await rolesOfAll(sql, [{ personId, organizationId }]))[0];
}

/** The roles of each of these persons in the organization named with them, in their order. */
export async function rolesOfAll(
  sql: Sql,
  memberships: readonly { readonly personId: string; readonly organizationId: string }[],
): Promise<(readonly Role[] | undefined)[]> {
  const rows = await sql.rows<{ place: number; roles: readonly Role[] }>(
    `select x.place, m.roles from unnest($1::uuid[], $2::uuid[]) with ordinality as x (person_id, organization_id, place)
       join member m on m.person_id = x.person_id and m.organization_id = x.organization_id
       join organization o on o.id = m.organization_id
     where m.status = 'ACTIVATED' and o.state <> 'CLOSED'`,
    [memberships.map(({ personId }) => personId), memberships.map(({ organizationId }) => organizationId)],
  );
  const found: (readonly Role[] | undefined)[] = memberships.map(() => undefined);
  for (const { place, roles } of rows) found[place - 1] = roles;
  return found;
}

async function membersByIds(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, MemberRow>> {
  const rows = await sql.rows<MemberRow>(
    `select ${MEMBER_COLUMNS} from member m where m.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: members by id, also those who have left. It asks for no rights; who loads has asked. */
export const memberLoader = { name: 'member', batch: membersByIds };

export async function organizationOfMember(sql: Sql, memberId: string): Promise<string | undefined> {
  const row = await sql.row<{ organizationId: string }>(
    'select organization_id as "organizationId" from member where id = $1',
    [memberId],
  );
  return row?.organizationId;
}

/** How many active administrators there are besides this member. Exact under the directory's lock. */
export async function otherAdministrators(
  sql: Sql,
  organizationId: string,
  memberId: string,
): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) as count from member
     where organization_id = $1 and id <> $2 and status = 'ACTIVATED' and roles <> '{}'
       and 'ADMINISTRATOR' = any(roles)`,
    [organizationId, memberId],
  );
  return row?.count ?? 0;
}

/** The key of a person's account in an organization, for `ownMemberLoader`. */
export const ownMemberKey = (personId: string, organizationId: string): string =>
  `${personId}/${organizationId}`;

async function ownMembers(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, MemberRow>> {
  const pairs = keys.map((key) => key.split('/'));
  const rows = await sql.rows<MemberRow>(
    `select ${MEMBER_COLUMNS} from unnest($1::uuid[], $2::uuid[]) as k (person_id, organization_id)
     join member m on m.person_id = k.person_id and m.organization_id = k.organization_id and m.status = 'ACTIVATED'`,
    [pairs.map(([personId]) => personId), pairs.map(([, organizationId]) => organizationId)],
  );
  return new Map(rows.map((row) => [ownMemberKey(row.personId ?? '', row.organizationId), row]));
}

/** For `context.load`: the active account of a person in an organization, by `ownMemberKey`. */
export const ownMemberLoader = { name: 'own-member', batch: ownMembers };

/**
 * Holds an account until the end of the transaction. Its key stays free: PostgreSQL looks at that when rows that refer
 * to the account change, and must not wait for a lock that comes earlier in the order.
 */
export async function lockMember(sql: Sql, id: string): Promise<void> {
  await sql.run('select 1 from member where id = $1 for no key update', [id]);
}
