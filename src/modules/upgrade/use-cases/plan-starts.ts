import { presentMandates } from '#modules/group/public.js';
import type { Sql } from '#platform/db/sql.js';
import { groupFacts, hindranceCounts } from '../data/group-plans.js';
import { type StartObstacle, startObstacle } from '../domain/start.js';
import type { BlockedReason } from '../domain/states.js';

/** What a start would do with one group. */
export interface PlannedStart {
  readonly sourceGroupId: string;
  /** What would refuse it; null when nothing would. */
  readonly obstacle: StartObstacle | null;
  /** How many could answer at once. */
  readonly eligible: number;
  /** How many could not, by reason, most first. */
  readonly blocked: readonly { readonly reason: BlockedReason; readonly count: number }[];
}

/**
 * What starts of many groups by this starter would do now, in the order of the groups: three statements, whatever the
 * number of groups and of people. By the rules of the start itself, but not by the start rolled back: that would lock
 * every one of the groups, and write each of their invitations only to take them back.
 */
export async function planStarts(
  sql: Sql,
  sourceGroupIds: readonly string[],
  starter: { readonly mobile: string } | undefined,
): Promise<PlannedStart[]> {
  const facts = await groupFacts(sql, sourceGroupIds);
  const counts = Map.groupBy(await hindranceCounts(sql, sourceGroupIds), (count) => count.sourceGroupId);
  const mandates = await presentMandates(sql, sourceGroupIds);
  return facts.map(({ sourceGroupId, ownerMobile, ...group }) => {
    const owned = ownerMobile !== null && ownerMobile === starter?.mobile;
    const people = counts.get(sourceGroupId) ?? [];
    return {
      sourceGroupId,
      obstacle: startObstacle({
        ...group,
        actsForOwner: owned || mandates.get(sourceGroupId)?.state === 'GRANTED',
      }),
      eligible: people.find(({ hindrance }) => hindrance === null)?.count ?? 0,
      blocked: people.flatMap(({ hindrance, count }) =>
        hindrance === null ? [] : [{ reason: hindrance, count }],
      ),
    };
  });
}
