import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason, InvitationState } from '../domain/states.js';
import { MEMBER_JOIN } from './eligibility.js';

/** Whom an invitation asks now, and how they can be reached. */
export interface Recipient {
  readonly invitationId: string;
  readonly state: InvitationState;
  readonly blockedReason: BlockedReason | null;
  readonly expiresAt: Date;
  readonly identityId: string;
  readonly groupName: string;
  readonly organizationName: string;
  readonly region: 'MAINLAND' | 'INTERNATIONAL';
  /** The account with the mobile; null for somebody without one. */
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly hasEmail: boolean;
  /** Their manager, if that account is in use. */
  readonly managerId: string | null;
  readonly managerHasEmail: boolean;
}

/** Whom these invitations ask, those of them that can still be answered, or once the upgrade goes on. */
export function recipientsOf(sql: Sql, invitationIds: readonly string[]): Promise<Recipient[]> {
  return sql.rows<Recipient>(
    `select i.id as "invitationId", i.state, i.blocked_reason as "blockedReason", i.expires_at as "expiresAt",
       r.identity_id as "identityId", g.name as "groupName", o.short_name as "organizationName", o.region,
       m.id as "memberId", m.name as "memberName", m.email is not null as "hasEmail", b.id as "managerId",
       b.email is not null as "managerHasEmail"
     from invitation i join group_upgrade u on u.id = i.group_upgrade_id and u.state in ('INVITING', 'PAUSED')
       join roster_entry r on r.id = i.roster_entry_id join source_group g on g.id = r.source_group_id join organization o on o.id = g.organization_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
       left join member b on b.id = m.manager_id and b.status = 'ACTIVATED'
     where i.id = any($1::uuid[]) and i.state in ('PENDING', 'BLOCKED')
       and i.expires_at > (select assent_now())
     order by i.id`,
    [invitationIds],
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
