import type { Sql } from '#platform/db/sql.js';
import type { ExclusionReason, InvitationState } from '../domain/states.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/** The people whose last word in the upgrade `$1` was a no. */
const LAST_NOES = `select person_id as "personId" from (
    select distinct on (p.person_id) p.person_id, t.answer
    from receipt t join receipt_person p on p.receipt_id = t.id
    where t.group_upgrade_id = $1 order by p.person_id, t.sequence desc) last
  where answer <> 'ACCEPTED'`;

/** What becomes of one invitation if the cut-over were now. */
export interface PlannedOutcome {
  readonly invitationId: string;
  readonly rosterEntryId: string;
  readonly state: InvitationState;
  /** The same for all entries of one person: their mobile; where none is known, each entry is somebody. */
  readonly asked: string;
  /** The account that has answered, and whose answer it is. */
  readonly memberId: string | null;
  readonly personId: string | null;
  readonly rosterRoles: readonly string[];
  /** Whether the source group's owner is who is asked: some exports name the owner in their header alone. */
  readonly owner: boolean;
  /** Null for those who join. */
  readonly exclusion: ExclusionReason | null;
}

/**
 * The outcome of every invitation by what holds at this moment, in roster order. Who accepted joins only if the same
 * account is still activated, still has the mobile of the consumer identity, the entry is still on the roster, and
 * only with a yes to the present text: whoever said it to another has not answered this one. Nor does anybody whose
 * newest word is a no, which takes back their yes as another entry: it stands only where a server of a release before
 * took that no. And there must be room:
 * of more than `capacity` people the owner and then those who accepted first. Who stands twice on the roster takes one
 * place. Who was blocked until answers closed is out for what blocked them then, also if it was cured since.
 */
export function planOutcomes(sql: Sql, upgradeId: string, capacity: number): Promise<PlannedOutcome[]> {
  return sql.rows<PlannedOutcome>(
    `with last_no as (${LAST_NOES}),
     outcome as (
       select i.id, i.roster_entry_id, i.position, i.state, i.member_id, i.answered_by, i.answered_at, r.roles,
         coalesce(g.owner_identity_id = c.id, false) as owner, coalesce(c.mobile, i.id::text) as asked,
         case i.state
           when 'ACCEPTED' then case
             when i.answered_by in (select "personId" from last_no) then 'WITHDRAWN'
             when i.notice_edition is distinct from u.notice_edition then 'EXPIRED'
             when a.status = 'LEFT' then 'LEFT_ORGANIZATION'
             when m.id is distinct from i.member_id or m.person_id is distinct from i.answered_by
               then 'MOBILE_MISMATCH'
             else ${HINDRANCE} end
           when 'BLOCKED' then coalesce(${HINDRANCE}, i.blocked_reason)
           when 'PENDING' then 'EXPIRED'
           when 'REVOKED' then i.revoked_reason
           else i.state end as exclusion
       from invitation i join group_upgrade u on u.id = i.group_upgrade_id
         join roster_entry r on r.id = i.roster_entry_id
         join consumer_identity c on c.id = r.identity_id join source_group g on g.id = r.source_group_id
         left join member a on a.id = i.member_id ${MEMBER_JOIN}
       where i.group_upgrade_id = $1),
     place as (
       select member_id, row_number() over (order by bool_or(owner) desc, min(answered_at), min(position)) as place
       from outcome where exclusion is null group by member_id)
     select o.id as "invitationId", o.roster_entry_id as "rosterEntryId", o.state, o.member_id as "memberId",
       o.answered_by as "personId",
       o.roles as "rosterRoles", o.owner, o.asked,
       case when o.exclusion is null and p.place > $2 then 'OVER_CAPACITY' else o.exclusion end as exclusion
     from outcome o left join place p on p.member_id = o.member_id
     order by o.position`,
    [upgradeId, capacity],
  );
}

/** Somebody who joins: the person, and the account that they join with. */
export type Joining = PlannedOutcome & { readonly memberId: string; readonly personId: string };

export function joiningOf(outcomes: readonly PlannedOutcome[]): Joining[] {
  return outcomes.flatMap((outcome) =>
    outcome.exclusion === null && outcome.memberId !== null && outcome.personId !== null
      ? [{ ...outcome, memberId: outcome.memberId, personId: outcome.personId }]
      : [],
  );
}

/**
 * The people whose last word in an upgrade was a no, in whichever round and to whichever entry of the roster: they
 * declined, or took their yes back.
 */
export async function lastNoes(sql: Sql, upgradeId: string): Promise<string[]> {
  const rows = await sql.rows<{ personId: string }>(LAST_NOES, [upgradeId]);
  return rows.map(({ personId }) => personId);
}
