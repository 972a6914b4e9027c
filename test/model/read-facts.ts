import type { Database } from '#platform/db/database.js';
import type { Facts } from './facts.js';

const ms = (instant: string): string => `(extract(epoch from ${instant}) * 1000)::float8`;

const terms = (table: string): string =>
  `json_build_object('retentionDays', ${table}.retention_days, 'confidentiality', ${table}.confidentiality,
    'lateHistory', ${table}.late_history)`;

const COUNTS = [
  'blocked',
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
  'withdrawn',
  'included',
  'excluded',
];

/*
 * One statement, for it is run after each step of each play: through the API it would be half of the time. At the end
 * of a play the API has to tell the same.
 */
const FACTS = `select json_build_object(
  'now', ${ms('assent_now()')},
  'suspended', o.state = 'SUSPENDED',
  'mainlandOnly', s.members_region = 'OWN',
  'clockStops', s.clock_while_suspended = 'STOPS',
  'wanted', ${terms('s')},
  'newestText', (select coalesce(max(v.version), 0) from notice v where v.organization_id = o.id),
  'upgrade', json_build_object('state', u.state, 'sequence', u.sequence,
    'counts', json_build_object(${COUNTS.map((name) => `'${name}', u.${name}`).join(', ')}),
    'expiresAt', ${ms('u.expires_at')}, 'coolingOffUntil', ${ms('u.cooling_off_until')},
    'pausedAt', ${ms('u.paused_at')}, 'pauseReason', u.pause_reason, 'ownerIdentity', u.owner_identity_id,
    'ownerPerson', u.owner_person_id, 'standIn', u.taken_up_person_id,
    'promised', ${terms('n')}, 'text', n.notice_version),
  'group', json_build_object('state', g.state, 'ownerIdentity', g.owner_identity_id),
  'openOwners', (select coalesce(json_agg(h.owner_identity_id), '[]') from source_group h
    where h.organization_id = o.id and h.owner_identity_id is not null and exists (select from group_upgrade open
      where open.source_group_id = h.id and open.state not in ('COMPLETED', 'CANCELLED'))),
  'mandate', (select json_build_object('state', d.state, 'decidedBy', d.decided_by,
      'decidedPerson', d.decided_person_id) from source_group_mandate d
    where d.source_group_id = g.id and d.owner_identity_id = g.owner_identity_id),
  'programme', (select p.state from upgrade_programme p where p.id = u.programme_id),
  'entries', (select json_agg(json_build_object('id', r.id, 'identityId', c.id, 'platformId', c.platform_id,
      'mobile', c.mobile, 'vouched', c.mobile_vouched, 'present', r.left_at is null) order by r.position)
    from roster_entry r join consumer_identity c on c.id = r.identity_id where r.source_group_id = g.id),
  'invitations', (select json_agg(json_build_object('id', i.id, 'entryId', i.roster_entry_id, 'state', i.state,
      'reason', coalesce(i.blocked_reason, i.exclusion_reason, i.revoked_reason), 'expiresAt', ${ms('i.expires_at')},
      'round', i.round, 'account', i.member_id) order by i.position)
    from invitation i where i.group_upgrade_id = u.id),
  'accounts', (select json_agg(json_build_object('id', m.id, 'personId', m.person_id, 'mobile', m.mobile,
      'status', m.status, 'roles', m.roles)) from member m where m.organization_id = o.id),
  'joined', (select coalesce(json_agg(j.member_id), '[]') from enterprise_group_member j
    where j.enterprise_group_id = u.enterprise_group_id),
  'toldOfJoining', (select coalesce(json_agg(d.topic_id), '[]') from delivery d join delivery_text w on w.id = d.text_id
    where w.kind = 'JOINED' and d.channel = 'IN_APP' and d.topic_type = 'Invitation'
      and d.topic_id in (select i.id from invitation i where i.group_upgrade_id = u.id)),
  'toldAtMost', (select coalesce(max(of_one.count), 0) from (
      select count(*) as count from delivery d join delivery_text w on w.id = d.text_id
      where w.kind in ('JOINED', 'LEFT_OUT', 'CANCELLED') and d.topic_type = 'Invitation'
        and d.topic_id in (select i.id from invitation i where i.group_upgrade_id = u.id)
      group by d.topic_id, d.channel) of_one),
  'receipts', (select count(*) from receipt t where t.group_upgrade_id = u.id),
  'remindedInDay', (select coalesce(max(of_day.count), 0) from (
      select count(*) over (partition by b.member_id order by b.at
        range between interval '23:59:59.999' preceding and current row) as count
      from invitation_reminder b join member m on m.id = b.member_id
      where m.organization_id = o.id and b.kind = 'REMINDER') of_day),
  'remindedInRound', (select coalesce(max(of_round.count), 0) from (
      select count(*) as count from invitation_reminder b
      where b.group_upgrade_id = u.id and b.kind = 'REMINDER' group by b.invitation_id, b.round) of_round)
  ) as facts
  from group_upgrade u join source_group g on g.id = u.source_group_id join organization o on o.id = u.organization_id
    join organization_setting s on s.organization_id = o.id
    join group_upgrade_notice n on n.group_upgrade_id = u.id and n.edition = u.notice_edition
  where u.id = $1`;

/** Who stands in for the owner is as it is stored: the judge holds it against what it has seen. */
export async function readFacts(database: Database, upgradeId: string): Promise<Facts> {
  const row = await database.row<{ facts: Facts }>(FACTS, [upgradeId]);
  if (!row) throw new Error('there is no such upgrade');
  return row.facts;
}
