import type { Sql } from '#platform/db/sql.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';
import type { BlockedReason } from '../domain/states.js';

/** What decides whether an upgrade of a group could be started. */
export interface GroupFacts {
  readonly sourceGroupId: string;
  readonly groupState: 'LIVE' | 'CEASED';
  readonly ownerKnown: boolean;
  readonly ownerMobile: string | null;
  readonly upgradeOpen: boolean;
}

export function groupFacts(sql: Sql, sourceGroupIds: readonly string[]): Promise<GroupFacts[]> {
  return sql.rows<GroupFacts>(
    `select g.id as "sourceGroupId", g.state as "groupState", g.owner_identity_id is not null as "ownerKnown",
       o.mobile as "ownerMobile", u.id is not null as "upgradeOpen"
     from unnest($1::uuid[]) with ordinality as x (id, ordinal) join source_group g on g.id = x.id
       left join consumer_identity o on o.id = g.owner_identity_id
       left join group_upgrade u on u.source_group_id = g.id and u.state in ('INVITING', 'COOLING_OFF', 'PAUSED')
     order by x.ordinal`,
    [sourceGroupIds],
  );
}

/** How many on the rosters of these groups would be hindered by what; a null hindrance counts those who would not. */
export function hindranceCounts(
  sql: Sql,
  sourceGroupIds: readonly string[],
): Promise<{ sourceGroupId: string; hindrance: BlockedReason | null; count: number }[]> {
  return sql.rows(
    `select r.source_group_id as "sourceGroupId", ${HINDRANCE} as hindrance, count(*)::int as count
     from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where r.source_group_id = any($1::uuid[]) and r.left_at is null group by 1, 2 order by 3 desc, 2`,
    [sourceGroupIds],
  );
}
