import { wasTold } from '#modules/delivery/public.js';
import { staysOut } from '#modules/group/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { AccountStatus, ConcludedFacts } from '../domain/conclusions.js';
import type { ExclusionReason } from '../domain/states.js';
import { languageOf } from './reading-language.js';
import { ABOUT, QUESTION, type Recipient } from './recipients.js';

/** Whose question is over. */
export interface ConcludedRecipient extends Recipient, ConcludedFacts {
  readonly invitationId: string;
  /** The same for all entries of one person; null where nobody is known. */
  readonly whom: string | null;
  readonly exclusionReason: ExclusionReason | null;
  /** Whether nobody admits them until they ask, for their last word was a no. */
  readonly staysOut: boolean;
  /** How their account stands now; null where they have none. */
  readonly account: AccountStatus | null;
  readonly expiresAt: Date;
  /** The consumer identity of somebody without an account who can be told by their mobile; else null. */
  readonly identityId: string | null;
}

/**
 * Joins as `m` the account of whom an invitation concerns, once it is over: who has answered, with the account that they
 * have now, whichever that is; else who has the mobile of the consumer identity. What somebody has answered concerns
 * nobody who has their number later.
 */
const WHOSE = `left join lateral (
    select a.* from member a
    where i.answered_by is null and a.organization_id = o.id and a.mobile = c.mobile and a.status <> 'LEFT'
    union all
    select a.* from member a
    where a.person_id = i.answered_by and a.organization_id = o.id and a.status <> 'LEFT'
    order by id desc limit 1) m on true`;

const WHOM = 'coalesce(m.id::text, case when i.answered_by is null then c.mobile end)';

/** Whether whom it concerns knows of the question: they have answered it, or were told of it. */
const KNOWN = `(i.answered_by is not null or ${wasTold('Invitation', 'i.id', 'c.id')})`;

/** Those whose questions these were, in the order of ids. */
export function concludedRecipients(
  sql: Sql,
  invitationIds: readonly string[],
): Promise<ConcludedRecipient[]> {
  return sql.rows<ConcludedRecipient>(
    `select i.id as "invitationId", ${WHOM} as whom, i.state, i.blocked_reason as "blockedReason",
       i.revoked_reason as "revokedReason", i.exclusion_reason as "exclusionReason", i.expires_at as "expiresAt",
       case when m.id is null and i.answered_by is null and c.mobile is not null then c.id end as "identityId",
       ${ABOUT}, m.id as "memberId", m.status as account, m.email is not null as "hasEmail", said.language,
       ${KNOWN} as "isKnown",
       exists (select from enterprise_group_member h
         where h.enterprise_group_id = u.enterprise_group_id and h.person_id = m.person_id) as "isIn",
       ${staysOut('u.enterprise_group_id', 'm.person_id')} as "staysOut"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id ${QUESTION} ${WHOSE}
       ${languageOf('m', 'said')}
     where i.id = any($1::uuid[]) order by i.id`,
    [invitationIds],
  );
}

/**
 * The next invitations of an upgrade that is over, which the caller holds, whose people have not been told how it ended;
 * from now on they have. Of each person who knows of it the one entry of the whole roster by which they are told: with
 * which they joined, else what was not taken back from them, else what they said no to, else the first. Undone with the
 * transaction, so that each is told once, whoever asks how often.
 */
export async function takeUntold(sql: Sql, upgradeId: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `with deciding as (
       select distinct on (${WHOM}) i.id, i.position
       from invitation i join group_upgrade u on u.id = i.group_upgrade_id ${QUESTION} ${WHOSE}
       where i.group_upgrade_id = $1 and ${WHOM} is not null and ${KNOWN}
       order by ${WHOM}, i.state = 'INCLUDED' desc,
         coalesce(i.revoked_reason = 'REMOVED_BY_ADMIN' or i.exclusion_reason = 'REMOVED_BY_ADMIN', false),
         coalesce(i.exclusion_reason in ('DECLINED', 'WITHDRAWN'), false) desc, i.id),
     next as (
       select id, position from deciding
       where position > (select told_position from group_upgrade where id = $1) order by position limit $2),
     told as (
       update group_upgrade set told_position = (select max(position) from next)
       where id = $1 and exists (select from next))
     select id from next order by position`,
    [upgradeId, limit],
  );
  return rows.map(({ id }) => id);
}
