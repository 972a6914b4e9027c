import type { Sql } from '#platform/db/sql.js';

export interface Batch {
  readonly operationId: string;
  readonly organizationId: string;
  /** Lines after this one, at most `limit` of them. */
  readonly afterLine: number;
  readonly limit: number;
  /** Whether who imports may disable accounts that have roles. */
  readonly officersToo: boolean;
}

export type BatchProblem =
  | 'DUPLICATE_MOBILE'
  | 'DUPLICATE_USER_ID'
  | 'UNKNOWN_DEPARTMENT'
  | 'MOBILE_TAKEN'
  | 'USER_ID_TAKEN'
  | 'FORBIDDEN'
  | 'LAST_ADMINISTRATOR';

/** What became of one line, and what tells why. */
export interface BatchRow {
  readonly line: number;
  readonly userId: string;
  readonly mobile: string;
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | BatchProblem;
  /** The account that was created or has the line's mobile. */
  readonly memberId: string;
  /** An earlier line with the same mobile or user id. */
  readonly firstLine: number | null;
  readonly unknownDepartment: string | null;
  /** The user id of the account that has the mobile. */
  readonly holder: string | null;
}

/**
 * Brings staged lines into the directory; call it under the directory's lock. An account is found by its mobile. It
 * keeps what the line leaves empty, its roles and its manager; its departments become the line's. A user id that the
 * server made up gives way to the line's. A line may disable an account and never enables one.
 */
export async function applyBatch(sql: Sql, batch: Batch): Promise<BatchRow[]> {
  await sql.run(JOIN_LINES, [batch.operationId, batch.organizationId, batch.afterLine, batch.limit]);
  await sql.run(JOIN_PLACES, [batch.organizationId]);
  // The planner knows nothing of a new table, and would join the two line by line.
  await sql.run('analyze batch, batch_place');
  await sql.run(JUDGE, [batch.officersToo]);
  await sql.run(KEEP_ADMINISTRATOR, [batch.organizationId]);
  await sql.run(FIND_CHANGES);
  await sql.run(CREATE, [batch.organizationId]);
  await sql.run(UPDATE);
  await sql.run(LEAVE_PLACES);
  await sql.run(TAKE_PLACES);
  return sql.rows<BatchRow>(REPORT);
}

const JOIN_LINES = `
  create temp table batch on commit drop as
  select i.*, by_mobile.id as known_id, by_mobile.user_id as known_user_id, by_mobile.user_id_generated,
    by_mobile.roles, by_mobile.status, by_mobile.main_department_id as known_main_id, main.id as main_id,
    by_user.id as user_id_holder, null::text as problem, false as changed
  from (select * from member_import where operation_id = $1 and line > $3 order by line limit $4) i
  left join member by_mobile on by_mobile.organization_id = $2 and by_mobile.mobile = i.mobile
    and by_mobile.status <> 'LEFT'
  left join member by_user on by_user.organization_id = $2 and lower(by_user.user_id) = lower(i.user_id)
    and by_user.status <> 'LEFT'
  left join department main on main.organization_id = $2 and main.external_id = i.departments[1]`;

const JOIN_PLACES = `
  create temp table batch_place on commit drop as
  select b.line, p.place, p.external_id, p.leader, p.sort_order, d.id as department_id
  from batch b
  cross join lateral unnest(b.departments, b.leaders, b.orders) with ordinality
    as p (external_id, leader, sort_order, place)
  left join department d on d.organization_id = $1 and d.external_id = p.external_id`;

const JUDGE = `
  update batch set problem = case
    when same_mobile_line is not null then 'DUPLICATE_MOBILE'
    when same_user_id_line is not null then 'DUPLICATE_USER_ID'
    when line in (select line from batch_place where department_id is null) then 'UNKNOWN_DEPARTMENT'
    when known_id is null and user_id_holder is not null then 'USER_ID_TAKEN'
    when known_id <> user_id_holder then 'MOBILE_TAKEN'
    when known_id is not null and user_id_holder is null and not user_id_generated then 'MOBILE_TAKEN'
    when disabled and status <> 'DISABLED' and roles <> '{}' and not $1 then 'FORBIDDEN'
  end`;

/** A batch that would leave no active administrator disables none of them. */
const KEEP_ADMINISTRATOR = `
  with doomed as (
    select line from batch
    where problem is null and disabled and status = 'ACTIVATED' and 'ADMINISTRATOR' = any(roles))
  update batch set problem = 'LAST_ADMINISTRATOR'
  where line in (select line from doomed) and (select count(*) from doomed) >= (select count(*) from member
    where organization_id = $1 and status = 'ACTIVATED' and roles <> '{}' and 'ADMINISTRATOR' = any(roles))`;

const FIND_CHANGES = `
  update batch b set changed = true
  from member m
  where m.id = b.known_id and b.problem is null and (
    (b.user_id, b.name) is distinct from (m.user_id, m.name)
    or coalesce(b.alias, m.alias) is distinct from m.alias
    or coalesce(b.email, m.email) is distinct from m.email
    or coalesce(b.position, m.position) is distinct from m.position
    or coalesce(b.gender, m.gender) is distinct from m.gender
    or coalesce(b.address, m.address) is distinct from m.address
    or coalesce(b.telephone, m.telephone) is distinct from m.telephone
    or (b.disabled and m.status <> 'DISABLED')
    or b.known_main_id is distinct from b.main_id
    or b.line in (
      select p.line from batch_place p join batch o on o.line = p.line
      left join member_department d on d.member_id = o.known_id and d.department_id = p.department_id
      where d.member_id is null or d.leader <> p.leader or d.sort_order <> coalesce(p.sort_order, d.sort_order)
      union all
      select o.line from batch o join member_department d on d.member_id = o.known_id
      left join batch_place p on p.line = o.line and p.department_id = d.department_id where p.line is null))`;

const CREATE = `
  insert into member (id, organization_id, user_id, name, alias, mobile, email, position, gender, address, telephone,
    main_department_id, status, created_at)
  select b.id, $1, b.user_id, b.name, b.alias, b.mobile, b.email, b.position, b.gender, b.address, b.telephone,
    b.main_id, case when b.disabled then 'DISABLED' else 'NOT_ACTIVATED' end, assent_now()
  from batch b
  where b.problem is null and b.known_id is null`;

const UPDATE = `
  update member m set user_id = b.user_id, user_id_generated = false, name = b.name,
    alias = coalesce(b.alias, m.alias), email = coalesce(b.email, m.email), position = coalesce(b.position, m.position),
    gender = coalesce(b.gender, m.gender), address = coalesce(b.address, m.address),
    telephone = coalesce(b.telephone, m.telephone), main_department_id = b.main_id,
    status = case when b.disabled then 'DISABLED' else m.status end, version = m.version + 1
  from batch b where b.changed and m.id = b.known_id`;

const LEAVE_PLACES = `
  delete from member_department d using batch b
  where b.changed and d.member_id = b.known_id and not exists (
    select from batch_place p where p.line = b.line and p.department_id = d.department_id)`;

const TAKE_PLACES = `
  insert into member_department as d (member_id, department_id, leader, sort_order)
  select coalesce(b.known_id, b.id), p.department_id, p.leader, coalesce(p.sort_order, was.sort_order, 0)
  from batch b join batch_place p on p.line = b.line
  left join member_department was on was.member_id = b.known_id and was.department_id = p.department_id
  where b.problem is null and (b.changed or b.known_id is null)
  on conflict on constraint member_department_pkey do update
    set leader = excluded.leader, sort_order = excluded.sort_order
    where (d.leader, d.sort_order) is distinct from (excluded.leader, excluded.sort_order)`;

const REPORT = `
  select b.line, b.user_id as "userId", b.mobile, coalesce(b.known_id, b.id) as "memberId",
    coalesce(b.problem, case when b.known_id is null then 'CREATED' when b.changed then 'UPDATED' else 'UNCHANGED' end)
      as outcome,
    coalesce(b.same_mobile_line, b.same_user_id_line) as "firstLine", b.known_user_id as holder,
    u.external_id as "unknownDepartment"
  from batch b
  left join (select distinct on (line) line, external_id from batch_place where department_id is null
    order by line, place) u on u.line = b.line
  order by b.line`;
