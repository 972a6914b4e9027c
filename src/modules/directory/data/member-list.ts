import type { Sql } from '#platform/db/sql.js';
import type { MemberStatus } from '../domain/member.js';
import { MEMBER_COLUMNS, type MemberRow } from './member-queries.js';

/** Which members of an organization to list. Without a status, all that have not left. */
export interface MemberFilter {
  readonly organizationId: string;
  readonly departmentId?: string | undefined;
  readonly status?: MemberStatus | undefined;
  /** A part of a name, an alias or a user id, in any case. */
  readonly text?: string | undefined;
  /** E.164, exactly. */
  readonly mobile?: string | undefined;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** By id, which is about the order of creation. */
export function listMembers(
  sql: Sql,
  filter: MemberFilter,
  limit: number,
  after: string = FIRST,
): Promise<MemberRow[]> {
  const { where, params } = conditions(filter);
  return sql.rows<MemberRow>(
    `select ${MEMBER_COLUMNS} from member m where ${where} and m.id > $${params.length + 1}
     order by m.id limit $${params.length + 2}`,
    [...params, after, limit],
  );
}

export async function countMembers(sql: Sql, filter: MemberFilter): Promise<number> {
  const { where, params } = conditions(filter);
  const row = await sql.row<{ count: number }>(
    `select count(*) as count from member m where ${where}`,
    params,
  );
  return row?.count ?? 0;
}

function conditions(filter: MemberFilter): { where: string; params: unknown[] } {
  const params: unknown[] = [filter.organizationId];
  const parts = ['m.organization_id = $1'];
  const add = (condition: (parameter: string) => string, value: unknown): void => {
    params.push(value);
    parts.push(condition(`$${params.length}`));
  };
  if (filter.status) add((status) => `m.status = ${status}`, filter.status);
  else parts.push(`m.status <> 'LEFT'`);
  if (filter.departmentId) {
    add(
      (id) => `exists (select from member_department d where d.department_id = ${id} and d.member_id = m.id)`,
      filter.departmentId,
    );
  }
  if (filter.mobile) add((mobile) => `m.mobile = ${mobile}`, filter.mobile);
  if (filter.text) {
    add(
      (text) => `(m.name ilike ${text} or m.alias ilike ${text} or m.user_id ilike ${text})`,
      `%${filter.text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
    );
  }
  return { where: parts.join(' and '), params };
}

/** A person's own active accounts, in organizations that are not closed. */
export function membershipsOf(
  sql: Sql,
  personId: string,
  limit: number,
  after: string = FIRST,
): Promise<MemberRow[]> {
  return sql.rows<MemberRow>(
    `select ${MEMBER_COLUMNS} from member m join organization o on o.id = m.organization_id
     where m.person_id = $1 and m.status = 'ACTIVATED' and o.state <> 'CLOSED' and m.id > $2 order by m.id limit $3`,
    [personId, after, limit],
  );
}

export async function countMemberships(sql: Sql, personId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) as count from member m join organization o on o.id = m.organization_id
     where m.person_id = $1 and m.status = 'ACTIVATED' and o.state <> 'CLOSED'`,
    [personId],
  );
  return row?.count ?? 0;
}
