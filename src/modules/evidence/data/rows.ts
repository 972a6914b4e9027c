import type { Sql } from '#platform/db/sql.js';

/** Rows in the order of a number of their own, at most `limit` after one. Nothing in them is written twice. */
export type RowPage = (
  sql: Sql,
  groupUpgradeId: string,
  after: number,
  limit: number,
) => Promise<{ readonly order: number; readonly row: object }[]>;

/** A page of a statement's rows. `$1` is the upgrade, `$2` where to go on, `$3` how many. */
function pageOf(statement: string): RowPage {
  return async (sql, groupUpgradeId, after, limit) => {
    const rows = await sql.rows<{ order: number }>(statement, [groupUpgradeId, after, limit]);
    return rows.map(({ order, ...row }) => ({ order, row }));
  };
}

/** Everybody who was asked, in roster order, with what became of them. No mobile: receipts have it, as committed to. */
export const rosterRows = pageOf(
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

/** How earlier rounds ended, in roster order: a round's place is its invitation's position and its own number. */
export const roundRows = pageOf(
  `select i.position::bigint * 1000000 + d.round as "order", i.position, d.invitation_id as "invitationId", d.round,
     d.state, d.reason, d.member_id as "memberId", d.notice_edition as "noticeEdition",
     d.expires_at as "expiresAt", d.answered_at as "answeredAt", d.closed_at as "closedAt"
   from invitation i join invitation_round d on d.invitation_id = i.id
   where i.group_upgrade_id = $1 and i.position::bigint * 1000000 + d.round > $2
   order by i.position, d.round limit $3`,
);

/** The log, whole. Why somebody declined is theirs and left out. */
export const eventRows = pageOf(
  `select sequence as "order", sequence, type, at, invitation_id as "invitationId", from_state as "fromState",
     to_state as "toState", case when to_state is distinct from 'DECLINED' then reason end as reason
   from group_upgrade_event where group_upgrade_id = $1 and sequence > $2 order by sequence limit $3`,
);

/** The texts that were asked about. */
export const noticeRows = pageOf(
  `select edition as "order", edition, notice_version as "noticeVersion", text_en as "textEn",
     text_zh as "textZh", digest_en as "digestEn", digest_zh as "digestZh", adopted_at as "adoptedAt"
   from group_upgrade_notice where group_upgrade_id = $1 and edition > $2 order by edition limit $3`,
);

/** The receipts of all answers, each with the person who gave it unless their data was erased. */
export const receiptRows = pageOf(
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
