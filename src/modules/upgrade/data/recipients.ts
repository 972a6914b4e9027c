import { staysOut } from '#modules/group/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { ConcludedFacts } from '../domain/conclusions.js';
import type { BlockedReason, ExclusionReason, InvitationState } from '../domain/states.js';
import type { Language } from '../domain/wording.js';
import { MEMBER_JOIN } from './eligibility.js';
import { languageOf } from './reading-language.js';

/** Somebody to be told something, and how they can be reached. */
export interface Recipient {
  readonly groupName: string;
  readonly organizationName: string;
  readonly region: 'MAINLAND' | 'INTERNATIONAL';
  /** Their account; null for somebody without one. */
  readonly memberId: string | null;
  readonly hasEmail: boolean;
  /** In which they last read what they were asked to agree to there; null where they never did. */
  readonly language: Language | null;
}

/** Whom an invitation asks now. */
export interface AskedRecipient extends Recipient {
  readonly invitationId: string;
  readonly state: InvitationState;
  readonly blockedReason: BlockedReason | null;
  readonly expiresAt: Date;
  readonly identityId: string;
  readonly memberName: string | null;
  /** Their manager, if that account is in use. */
  readonly managerId: string | null;
  readonly managerHasEmail: boolean;
  readonly managerLanguage: Language | null;
}

const ABOUT = `g.name as "groupName", o.short_name as "organizationName", o.region`;

const QUESTION = `join roster_entry r on r.id = i.roster_entry_id join source_group g on g.id = r.source_group_id
  join organization o on o.id = g.organization_id join consumer_identity c on c.id = r.identity_id`;

/** Whom these invitations ask, those of them that can still be answered, or once the upgrade goes on. */
export function recipientsOf(sql: Sql, invitationIds: readonly string[]): Promise<AskedRecipient[]> {
  return sql.rows<AskedRecipient>(
    `select i.id as "invitationId", i.state, i.blocked_reason as "blockedReason", i.expires_at as "expiresAt",
       r.identity_id as "identityId", ${ABOUT},
       m.id as "memberId", m.name as "memberName", m.email is not null as "hasEmail", said.language,
       b.id as "managerId", b.email is not null as "managerHasEmail", b_said.language as "managerLanguage"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id and u.state in ('INVITING', 'PAUSED')
       ${QUESTION} ${MEMBER_JOIN}
       left join member b on b.id = m.manager_id and b.status = 'ACTIVATED'
       ${languageOf('m', 'said')} ${languageOf('b', 'b_said')}
     where i.id = any($1::uuid[]) and i.state in ('PENDING', 'BLOCKED')
       and i.expires_at > (select assent_now())
     order by i.id`,
    [invitationIds],
  );
}

/** Whose question is over. */
export interface ConcludedRecipient extends Recipient, ConcludedFacts {
  readonly invitationId: string;
  readonly exclusionReason: ExclusionReason | null;
  /** Whether nobody admits them until they ask, for their last word was a no. */
  readonly staysOut: boolean;
  readonly expiresAt: Date;
  /** The consumer identity of somebody without an account who can be told by their mobile; else null. */
  readonly identityId: string | null;
}

/**
 * Those whose questions these were: who has answered, with the account that they have now, whichever that is; else who
 * has the mobile of the consumer identity. What somebody has answered concerns nobody who has their number later. Who
 * has said no comes first, and then they are in the order of ids.
 */
export function concludedRecipients(
  sql: Sql,
  invitationIds: readonly string[],
): Promise<ConcludedRecipient[]> {
  return sql.rows<ConcludedRecipient>(
    `select i.id as "invitationId", i.state, i.blocked_reason as "blockedReason", i.revoked_reason as "revokedReason",
       i.exclusion_reason as "exclusionReason", i.expires_at as "expiresAt",
       case when m.id is null and i.answered_by is null and c.mobile is not null then c.id end as "identityId",
       ${ABOUT}, m.id as "memberId", m.email is not null as "hasEmail", said.language,
       exists (select from enterprise_group_member h
         where h.enterprise_group_id = u.enterprise_group_id and h.person_id = m.person_id) as "isIn",
       ${staysOut('u.enterprise_group_id', 'm.person_id')} as "staysOut"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id ${QUESTION}
       left join lateral (
         select a.id, a.email, a.person_id from member a
         where i.answered_by is null and a.organization_id = o.id and a.mobile = c.mobile and a.status <> 'LEFT'
         union all
         select a.id, a.email, a.person_id from member a
         where a.person_id = i.answered_by and a.organization_id = o.id and a.status <> 'LEFT'
         order by id desc limit 1) m on true
       ${languageOf('m', 'said')}
     where i.id = any($1::uuid[])
     order by coalesce(i.exclusion_reason in ('DECLINED', 'WITHDRAWN'), false) desc, i.id`,
    [invitationIds],
  );
}

/** Somebody who was let into an enterprise group with their account. */
export function admittedRecipient(
  sql: Sql,
  enterpriseGroupId: string,
  memberId: string,
): Promise<Recipient | undefined> {
  return sql.row<Recipient>(
    `select ${ABOUT}, m.id as "memberId", m.email is not null as "hasEmail", said.language
     from enterprise_group g join organization o on o.id = g.organization_id join member m on m.id = $2
       ${languageOf('m', 'said')}
     where g.id = $1`,
    [enterpriseGroupId, memberId],
  );
}

export interface MessageFactsRow {
  readonly id: string;
  readonly state: string;
  readonly blockedReason: string | null;
  readonly over: boolean;
  readonly upgradeState: string;
  readonly organizationActive: boolean;
  readonly memberId: string | null;
}

/** What messages about these invitations depend on, at this moment. While an upgrade stands still, no time passes. */
export function messageFactsOf(sql: Sql, invitationIds: readonly string[]): Promise<MessageFactsRow[]> {
  return sql.rows<MessageFactsRow>(
    `select i.id, i.state, i.blocked_reason as "blockedReason",
       i.expires_at <= coalesce(u.paused_at, (select assent_now())) as over,
       u.state as "upgradeState", o.state = 'ACTIVE' as "organizationActive", m.id as "memberId"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id
       join organization o on o.id = u.organization_id join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.id = any($1::uuid[])`,
    [invitationIds],
  );
}
