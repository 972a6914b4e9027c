import type { ProgrammeChange } from '#modules/programme/public.js';
import type { EventRow } from '#modules/upgrade/public.js';
import type { Sql } from '#platform/db/sql.js';

/** Where an organization's stream stands. */
export interface StreamHead {
  readonly organizationId: string;
  readonly organizationState: string;
  /** The position of the last entry. */
  readonly head: number;
  /** The position before the oldest entry that is kept. */
  readonly floor: number;
  /** Whether anything was committed that has no position yet. */
  readonly isBehind: boolean;
}

export function streamHead(sql: Sql, organizationId: string): Promise<StreamHead | undefined> {
  return sql.row<StreamHead>(
    `select o.id as "organizationId", o.state as "organizationState", coalesce(s.head, 0) as head,
       coalesce(s.floor, 0) as floor, exists (
         select from organization_log l where l.organization_id = o.id and l.position is null) as "isBehind"
     from organization o left join organization_stream s on s.organization_id = o.id where o.id = $1`,
    [organizationId],
  );
}

/** Takes the lock under which entries get their positions. Whoever writes entries never takes it, and waits for nobody. */
export async function lockStream(sql: Sql, organizationId: string): Promise<void> {
  await sql.run('insert into organization_stream (organization_id) values ($1) on conflict do nothing', [
    organizationId,
  ]);
  await sql.run('select from organization_stream where organization_id = $1 for update', [organizationId]);
}

/**
 * Puts all that is committed and has no position behind the end of the stream. `$1` is the organization, whose stream
 * the caller has locked in a statement before this one: only so does this one see what the last holder has done. The
 * rows of one upgrade, or programme, get their ids under its lock, which is held until the commit: so of each a part
 * is seen that has no gap, and put in its own order. Rows of different ones have no order but the one they get here,
 * and keep it.
 */
export const ORDERING = `fresh as (
    select id, sum(coalesce(last_sequence - first_sequence, 0) + 1) over (order by id) as upto
    from organization_log where organization_id = $1 and position is null),
  ordered as (
    update organization_log l set position = s.head + f.upto
    from fresh f, organization_stream s where l.id = f.id and s.organization_id = $1),
  stream as (
    update organization_stream set head = head + (select coalesce(max(upto), 0) from fresh)
    where organization_id = $1 returning head)`;

export async function orderEntries(sql: Sql, organizationId: string): Promise<void> {
  await lockStream(sql, organizationId);
  await sql.run(`with ${ORDERING} select head from stream`, [organizationId]);
}

/** An entry of an organization's stream. */
export type LoggedEntry = {
  readonly organizationId: string;
  readonly position: number;
  readonly at: Date;
} & (
  | { readonly kind: 'UPGRADE'; readonly upgrade: EventRow }
  | { readonly kind: 'PROGRAMME'; readonly programme: ProgrammeChange }
);

/** What the two kinds of entries have in common has the same name in both. */
type Row = { readonly position: number; readonly at: Date } & (
  | (EventRow & { readonly programmeId: null })
  | (ProgrammeChange & { readonly upgradeId: null })
);

/** The entries at the `limit` positions after one, as far as there are any. No row is read that is not among them. */
export async function entriesAfter(
  sql: Sql,
  organizationId: string,
  after: number,
  limit: number,
): Promise<LoggedEntry[]> {
  const rows = await sql.rows<Row>(
    `select l.position - coalesce(l.last_sequence - e.sequence, 0) as position, coalesce(e.at, l.at) as at,
       l.group_upgrade_id as "upgradeId", e.sequence, e.invitation_id as "invitationId", e.reason,
       l.programme_id as "programmeId", l.waiting, l.started, l.skipped, coalesce(e.type, l.type) as type,
       coalesce(e.from_state, l.from_state) as "fromState", coalesce(e.to_state, l.to_state) as "toState"
     from (select * from organization_log where organization_id = $1 and position > $2
           order by position limit $3) l
       left join group_upgrade_event e on e.group_upgrade_id = l.group_upgrade_id and e.sequence between
         greatest(l.first_sequence, l.last_sequence - l.position + $2 + 1)
         and least(l.last_sequence, l.last_sequence - l.position + $2 + $3)
     where e.sequence is not null or (l.programme_id is not null and l.position <= $2 + $3)
     order by 1`,
    [organizationId, after, limit],
  );
  return rows.map((row) => toEntry(organizationId, row));
}

function toEntry(organizationId: string, row: Row): LoggedEntry {
  const place = { organizationId, position: row.position, at: row.at };
  return row.programmeId === null
    ? { ...place, kind: 'UPGRADE', upgrade: row }
    : { ...place, kind: 'PROGRAMME', programme: row };
}
