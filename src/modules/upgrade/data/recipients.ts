import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason, InvitationState } from '../domain/states.js';
import type { Language } from '../domain/wording.js';
import { MEMBER_JOIN } from './eligibility.js';
import { ANSWERED_ELSEWHERE } from './other-entries.js';
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

/** What a message is about, of a group `g` and its organization `o`. */
export const ABOUT = `g.name as "groupName", o.short_name as "organizationName", o.region`;

/** Joins what an invitation `i` asks about, and whom on the consumer platform (`c`). */
export const QUESTION = `join roster_entry r on r.id = i.roster_entry_id join source_group g on g.id = r.source_group_id
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
  readonly answeredElsewhere: boolean;
}

/** What messages about these invitations depend on, at this moment. While an upgrade stands still, no time passes. */
export function messageFactsOf(sql: Sql, invitationIds: readonly string[]): Promise<MessageFactsRow[]> {
  return sql.rows<MessageFactsRow>(
    `select i.id, i.state, i.blocked_reason as "blockedReason",
       i.expires_at <= coalesce(u.paused_at, (select assent_now())) as over,
       u.state as "upgradeState", o.state = 'ACTIVE' as "organizationActive", m.id as "memberId",
       ${ANSWERED_ELSEWHERE} as "answeredElsewhere"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id
       join organization o on o.id = u.organization_id join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.id = any($1::uuid[])`,
    [invitationIds],
  );
}
