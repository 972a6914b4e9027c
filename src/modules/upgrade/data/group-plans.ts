import type { OwnerMobile } from '#modules/group/public.js';
import type { Sql } from '#platform/db/sql.js';
import { HINDRANCE, MEMBER_JOIN, PERSON } from './eligibility.js';
import type { BlockedReason } from '../domain/states.js';

/** What decides whether an upgrade of a group could be started. */
export interface GroupFacts extends OwnerMobile {
  readonly sourceGroupId: string;
  readonly groupState: 'LIVE' | 'CEASED';
  readonly ownerKnown: boolean;
  readonly upgradeOpen: boolean;
}

export function groupFacts(sql: Sql, sourceGroupIds: readonly string[]): Promise<GroupFacts[]> {
  return sql.rows<GroupFacts>(
    `select g.id as "sourceGroupId", g.state as "groupState", g.owner_identity_id is not null as "ownerKnown",
       case when o.mobile_vouched then o.mobile end as "ownerMobile",
       coalesce(o.mobile is not null and not o.mobile_vouched, false) as "ownerUnconfirmed", u.id is not null as "upgradeOpen"
     from unnest($1::uuid[]) with ordinality as x (id, ordinal) join source_group g on g.id = x.id
       left join consumer_identity o on o.id = g.owner_identity_id
       left join group_upgrade u on u.source_group_id = g.id and u.state in ('INVITING', 'COOLING_OFF', 'PAUSED')
     order by x.ordinal`,
    [sourceGroupIds],
  );
}

/** Some of the entries of a roster, and how many people they are. */
export interface RosterPart {
  readonly sourceGroupId: string;
  /** Whether these are all entries; otherwise those with this hindrance, or with none. */
  readonly whole: boolean;
  readonly hindrance: BlockedReason | null;
  readonly entries: number;
  readonly people: number;
}

/** The rosters of these groups: each as a whole, and what of it would be hindered by what, most first. */
export function rosterParts(sql: Sql, sourceGroupIds: readonly string[]): Promise<RosterPart[]> {
  return sql.rows<RosterPart>(
    `select "sourceGroupId", grouping(hindrance) = 1 as whole, hindrance, count(*)::int as entries,
       count(distinct person)::int as people
     from (
       select r.source_group_id as "sourceGroupId", ${HINDRANCE} as hindrance, ${PERSON} as person
       from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
       where r.source_group_id = any($1::uuid[]) and r.left_at is null) entry
     group by grouping sets (("sourceGroupId", hindrance), ("sourceGroupId")) order by entries desc, hindrance`,
    [sourceGroupIds],
  );
}
