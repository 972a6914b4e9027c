import type { Sql } from '#platform/db/sql.js';
import { DECISION, OWN_ENTRIES } from './audit-subjects.js';

type Place = number | string;

/** Rows in an order of their own, a page at a time. Nothing in them is written twice. */
export interface RowSource {
  /** Before the first row. */
  readonly first: Place;
  /** At most `limit` rows after a place. */
  page(
    sql: Sql,
    groupUpgradeId: string,
    after: Place,
    limit: number,
  ): Promise<{ readonly order: Place; readonly row: object }[]>;
}

const BEFORE_ALL_NUMBERS = -1;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** The rows of a statement. `$1` is the upgrade, `$2` where to go on, `$3` how many. */
function rowsOf(statement: string, first: Place = BEFORE_ALL_NUMBERS): RowSource {
  return {
    first,
    async page(sql, groupUpgradeId, after, limit) {
      const rows = await sql.rows<{ order: Place }>(statement, [groupUpgradeId, after, limit]);
      return rows.map(({ order, ...row }) => ({ order, row }));
    },
  };
}

/** Everybody who was asked, in roster order, with what became of them. No mobile: receipts have it, as committed to. */
export const rosterRows = rowsOf(
  `select i.position as "order", i.position, i.id as "invitationId", i.roster_entry_id as "rosterEntryId",
     c.platform, c.platform_id as "platformId", r.account_name as "accountName",
     r.group_nickname as "groupNickname", r.roles, r.left_at as "leftAt", i.state,
     i.blocked_reason as "blockedReason", i.exclusion_reason as "exclusionReason",
     i.revoked_reason as "revokedReason", i.member_id as "memberId", i.round,
     i.notice_edition as "noticeEdition", i.expires_at as "expiresAt", i.answered_at as "answeredAt"
   from invitation i join roster_entry r on r.id = i.roster_entry_id
     join consumer_identity c on c.id = r.identity_id
   where i.group_upgrade_id = $1 and i.position > $2 order by i.position limit $3`,
);

/**
 * How earlier rounds ended, in roster order: a round's place is its invitation's position and its own number. Why
 * somebody declined is left out, as in the log.
 */
export const roundRows = rowsOf(
  `select i.position::bigint * 1000000 + d.round as "order", i.position, d.invitation_id as "invitationId", d.round,
     d.state, case when d.state <> 'DECLINED' then d.reason end as reason, d.member_id as "memberId", d.notice_edition as "noticeEdition",
     d.expires_at as "expiresAt", d.answered_at as "answeredAt", d.closed_at as "closedAt"
   from invitation i join invitation_round d on d.invitation_id = i.id
   where i.group_upgrade_id = $1 and i.position::bigint * 1000000 + d.round > $2
   order by i.position, d.round limit $3`,
);

/** The log, whole. Why somebody declined is theirs and left out. */
export const eventRows = rowsOf(
  `select sequence as "order", sequence, type, at, invitation_id as "invitationId", from_state as "fromState",
     to_state as "toState", case when to_state is distinct from 'DECLINED' then reason end as reason
   from group_upgrade_event where group_upgrade_id = $1 and sequence > $2 order by sequence limit $3`,
);

/** The texts that were asked about, with what each promised. */
export const noticeRows = rowsOf(
  `select edition as "order", edition, notice_version as "noticeVersion", text_en as "textEn",
     text_zh as "textZh", digest_en as "digestEn", digest_zh as "digestZh",
     json_build_object('retentionDays', retention_days, 'confidentiality', confidentiality,
       'lateHistory', late_history) as terms, adopted_at as "adoptedAt"
   from group_upgrade_notice where group_upgrade_id = $1 and edition > $2 order by edition limit $3`,
);

/** The receipts of all answers, each with the person who gave it unless their data was erased. */
export const receiptRows = rowsOf(
  `select r.sequence as "order", r.id, r.organization_id as "organizationId",
     r.group_upgrade_id as "groupUpgradeId", r.invitation_id as "invitationId", r.sequence, r.round, r.answer,
     r.member_id as "memberId", r.notice_version as "noticeVersion", r.notice_edition as "noticeEdition",
     r.notice_digest as "noticeDigest", r.language, r.channel, r.at, encode(r.commitment, 'hex') as commitment,
     encode(r.digest, 'hex') as digest,
     case when p.receipt_id is not null then json_build_object('salt', encode(p.salt, 'hex'),
       'personId', p.person_id, 'platform', p.platform, 'platformId', p.platform_id, 'name', p.name,
       'mobile', p.mobile, 'address', p.address, 'client', p.client) end as person
   from receipt r left join receipt_person p on p.receipt_id = r.id
   where r.group_upgrade_id = $1 and r.sequence > $2 order by r.sequence limit $3`,
);

/** What was said to whom about the questions, when and through what. Neither addresses nor words. */
export const deliveryRows = rowsOf(
  `select d.id as "order", d.id, d.topic_id as "invitationId", d.member_id as "memberId", t.kind, t.language,
     d.channel, d.state, d.failure, d.attempts, d.queued_at as "queuedAt", d.sent_at as "sentAt",
     d.delivered_at as "deliveredAt", d.seen_at as "seenAt", d.ended_at as "endedAt"
   from invitation i join delivery d on d.topic_type = 'Invitation' and d.topic_id = i.id
     join delivery_text t on t.id = d.text_id
   where i.group_upgrade_id = $1 and d.id > $2 order by d.id limit $3`,
  BEFORE_ALL_IDS,
);

/** What was decided, by whom and when, before the start and after the end too: each as the audit entry says it on which it rests. */
export const decisionRows = rowsOf(
  `with ${OWN_ENTRIES}
   select sequence as "order", sequence as "auditSequence", at, actor_id as "actorId", command,
     subject_type as "subjectType", subject_id as "subjectId", details::json as details
   from own where ${DECISION} and sequence > $2 order by sequence limit $3`,
);
