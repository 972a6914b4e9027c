import type { Sql } from '#platform/db/sql.js';

/** Where the evidence of an upgrade is to be found. */
export interface EvidenceSource {
  readonly groupUpgradeId: string;
  readonly organizationId: string;
  readonly conversationId: string;
  /** Of the new group, once it has taken the history over. */
  readonly groupConversationId: string | null;
  readonly provedDigest: string | null;
}

export function evidenceSource(sql: Sql, groupUpgradeId: string): Promise<EvidenceSource | undefined> {
  return sql.row<EvidenceSource>(
    `select u.id as "groupUpgradeId", u.organization_id as "organizationId", g.conversation_id as "conversationId",
       case when e.state = 'ACTIVE' then e.conversation_id end as "groupConversationId",
       u.proved_digest as "provedDigest"
     from group_upgrade u join source_group g on g.id = u.source_group_id
       join enterprise_group e on e.id = u.enterprise_group_id
     where u.id = $1`,
    [groupUpgradeId],
  );
}

/** The upgrade itself as an evidence pack tells it. */
export async function upgradeFacts(sql: Sql, groupUpgradeId: string): Promise<object> {
  const row = await sql.row<Record<string, unknown>>(
    `select u.id, u.organization_id as "organizationId", o.legal_name as "organizationName",
       u.source_group_id as "sourceGroupId", g.platform, g.platform_group_id as "platformGroupId", g.name,
       u.enterprise_group_id as "enterpriseGroupId", u.state, u.started_by as "startedBy",
       u.owner_member_id as "ownerMemberId", u.owner_person_id as "ownerPersonId", u.taken_up_by as "takenUpBy", u.programme_id as "programmeId",
       u.minimum_members as "minimumMembers", u.minimum_percent as "minimumPercent",
       u.cooling_off_hours as "coolingOffHours", u.second_administrator as "secondAdministrator", u.started_at as "startedAt", u.expires_at as "expiresAt",
       u.cooling_off_until as "coolingOffUntil", u.ended_at as "endedAt",
       u.pause_reason as "pauseReason", u.paused_at as "pausedAt", u.round,
       u.notice_edition as "noticeEdition", u.sequence,
       json_build_object('BLOCKED', blocked, 'PENDING', pending, 'ACCEPTED', accepted, 'DECLINED', declined,
         'EXPIRED', expired, 'REVOKED', revoked, 'WITHDRAWN', withdrawn, 'INCLUDED', included,
         'EXCLUDED', excluded) as counters,
       json_build_object(
         'blocked', (select coalesce(json_object_agg(reason, count), '{}') from (
            select blocked_reason as reason, count(*) from invitation
            where group_upgrade_id = u.id and blocked_reason is not null group by 1 order by 1) b),
         'excluded', (select coalesce(json_object_agg(reason, count), '{}') from (
            select exclusion_reason as reason, count(*) from invitation
            where group_upgrade_id = u.id and exclusion_reason is not null group by 1 order by 1) x)) as reasons,
       (select json_build_object('id', p.id, 'proposedBy', p.proposed_by, 'personId', p.person_id,
            'sequence', p.sequence, 'joining', p.joining, 'joiningDigest', p.joining_digest, 'staying', p.staying, 'messages', p.messages,
            'digest', p.digest, 'readAt', p.read_at, 'proposedAt', p.proposed_at)
          from cut_over_proposal p where p.group_upgrade_id = u.id) as "cutOverProposal",
       (select coalesce(json_agg(json_build_object('rosterEntryId', r.id, 'state', d.state,
            'requestedBy', d.requested_by, 'requestedAt', d.requested_at, 'decidedBy', d.decided_by,
            'decidedPersonId', d.decided_person_id, 'decidedAt', d.decided_at) order by r.id), '[]')
          from source_group_mandate d left join roster_entry r
            on r.source_group_id = d.source_group_id and r.identity_id = d.owner_identity_id
          where d.source_group_id = u.source_group_id) as mandates,
       case when e.activated_at is not null then json_build_object('retentionDays', e.retention_days,
         'confidentiality', e.confidentiality, 'lateHistory', e.late_history) end as "groupTerms"
     from group_upgrade u join organization o on o.id = u.organization_id
       join source_group g on g.id = u.source_group_id join enterprise_group e on e.id = u.enterprise_group_id
     where u.id = $1`,
    [groupUpgradeId],
  );
  if (!row) throw new Error(`there is no upgrade ${groupUpgradeId}`);
  return row;
}
