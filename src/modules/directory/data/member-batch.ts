import type { Sql } from '#platform/db/sql.js';

/** What became of one line. */
export interface BatchRow {
  readonly line: number;
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED';
  readonly code: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly reference: string;
  /** The account, where one was created or changed. */
  readonly memberId: string | null;
}

export interface Batch {
  readonly operationId: string;
  readonly organizationId: string;
  /** Lines after this one, at most `limit` of them. */
  readonly afterLine: number;
  readonly limit: number;
  /** Whether who imports may disable accounts that have roles. */
  readonly mayDispossess: boolean;
}

/**
 * Joins the lines with the accounts that have their mobile or their user id. The account is found by the mobile; a
 * user id that the server made up gives way to the file's. Locks what it finds, in order.
 */
const JOIN = `
  create temp table batch on commit drop as
  select i.*, null::text as code, null::text as field, null::text as value, i.user_id as reference,
    false as changed, by_mobile.id as member_id, by_mobile.user_id as known_user_id,
    coalesce(by_mobile.user_id_generated, false) as user_id_free, by_user.id as user_id_member, by_mobile.roles,
    by_mobile.status
  from (select * from member_import where operation_id = $1 and line > $3 order by line limit $4) i
  left join lateral (select id, user_id, user_id_generated, roles, status from member
    where organization_id = $2 and mobile = i.mobile and status <> 'LEFT' for update) by_mobile on true
  left join member by_user on by_user.organization_id = $2 and lower(by_user.user_id) = lower(i.user_id)
    and by_user.status <> 'LEFT'`;
