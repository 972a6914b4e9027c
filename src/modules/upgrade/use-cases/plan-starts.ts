import { ownerUnknown, presentMandates } from '#modules/group/public.js';
import {
  capacityOf,
  isOrganizationActive,
  type OrganizationSettings,
  settingsOf,
} from '#modules/organization/public.js';
import type { Sql } from '#platform/db/sql.js';
import { groupFacts, rosterParts } from '../data/group-plans.js';
import type { Minimum } from '../domain/minimum.js';
import type { PreflightObstacle } from '../domain/preflight.js';
import { reachesMinimum, startObstacle } from '../domain/start.js';
import type { BlockedReason } from '../domain/states.js';
import type { PreflightCapacity } from './rehearse-start.js';

/** What a start would do with one group. */
export interface PlannedStart {
  readonly sourceGroupId: string;
  /** What would refuse it; null when nothing would. */
  readonly obstacle: Exclude<PreflightObstacle, 'GROUP_BUSY'> | null;
  /** How many are on the roster. */
  readonly total: number;
  /** How many could answer at once. */
  readonly eligible: number;
  /** How many could not, by reason, most first. */
  readonly blocked: readonly { readonly reason: BlockedReason; readonly count: number }[];
  readonly capacity: PreflightCapacity;
  /** Whether the minimum would be reached if everybody who could answer at once said yes. */
  readonly reachesMinimum: boolean;
}

/** What starts of many groups would do at one moment. */
export interface PlannedStarts {
  readonly organizationId: string;
  readonly policies: OrganizationSettings;
  /** In the order of the groups. */
  readonly starts: readonly PlannedStart[];
}

/** Which groups of one organization are to be started, by whom and on what terms. */
export interface StartsToPlan {
  readonly organizationId: string;
  readonly sourceGroupIds: readonly string[];
  readonly starter: { readonly mobile: string } | undefined;
  readonly minimum: Minimum;
}

/**
 * What starts of many groups would do now, in as many statements whatever the number of groups and of people. By the
 * rules of the start itself, but not by the start rolled back: that would lock every one of the groups, and write each
 * of their invitations only to take them back. So it does not see who holds a group at this moment, whom the start
 * would wait for; in all else it says what `rehearseStart` says.
 */
export async function planStarts(
  sql: Sql,
  { organizationId, sourceGroupIds, starter, minimum }: StartsToPlan,
): Promise<PlannedStarts> {
  const active = await isOrganizationActive(sql, organizationId);
  const capacity = await capacityOf(sql, organizationId);
  const policies = await settingsOf(sql, organizationId);
  const facts = await groupFacts(sql, sourceGroupIds);
  const parts = Map.groupBy(await rosterParts(sql, sourceGroupIds), (part) => part.sourceGroupId);
  const mandates = await presentMandates(sql, sourceGroupIds);
  const starts = facts.map(({ sourceGroupId, ...group }): PlannedStart => {
    const { ownerMobile } = group;
    const owned = ownerMobile !== null && ownerMobile === starter?.mobile;
    const actsForOwner = owned || mandates.get(sourceGroupId)?.state === 'GRANTED';
    const roster = parts.get(sourceGroupId) ?? [];
    const whole = roster.find((part) => part.whole) ?? NOBODY;
    const eligible = roster.find((part) => !part.whole && part.hindrance === null) ?? NOBODY;
    return {
      sourceGroupId,
      obstacle: active
        ? startObstacle({
            ...group,
            ownerUnknown: ownerUnknown(group),
            actsForOwner,
            people: whole.people,
            minimumMembers: minimum.minimumMembers,
          })
        : 'ORGANIZATION_SUSPENDED',
      total: whole.entries,
      eligible: eligible.entries,
      blocked: roster.flatMap(({ hindrance: reason, entries: count }) =>
        reason === null ? [] : [{ reason, count }],
      ),
      capacity: { ...capacity, people: whole.people },
      reachesMinimum: reachesMinimum(
        minimum,
        { people: whole.people, eligible: eligible.people },
        capacity.limit,
      ),
    };
  });
  return { organizationId, policies, starts };
}

const NOBODY = { entries: 0, people: 0 };
