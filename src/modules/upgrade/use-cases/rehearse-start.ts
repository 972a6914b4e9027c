import { historyProof, sourceGroupById } from '#modules/group/public.js';
import {
  capacityOf,
  isOrganizationActive,
  type OrganizationSettings,
  type OrganizationTier,
  settingsOf,
} from '#modules/organization/public.js';
import { isLockTimeout } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { outdatedTerms } from '../data/outdated-terms.js';
import { countPeople, entriesOfRoster, entriesOfUpgrade } from '../data/preflight-entries.js';
import { openUpgradeOf } from '../data/upgrade-rows.js';
import type { PreflightEntry, PreflightObstacle } from '../domain/preflight.js';
import type { PromisedTerm } from '../domain/promised-term.js';
import type { StartObstacle } from '../domain/start.js';
import { startUpgrade } from './start-group-upgrade.js';

/** How many people the enterprise group may have, and how many stand on the roster. */
export interface PreflightCapacity {
  readonly tier: OrganizationTier;
  readonly limit: number;
  readonly people: number;
}

/** What a start would do at one moment. */
export interface Preflight {
  readonly sourceGroupId: string;
  readonly organizationId: string;
  readonly conversationId: string;
  /** Null when the viewer could start. */
  readonly obstacle: PreflightObstacle | null;
  readonly entries: readonly PreflightEntry[];
  readonly capacity: PreflightCapacity;
  readonly policies: OrganizationSettings;
  /** Of the text of the upgrade that is open, where one is: what it promises otherwise than the policies. */
  readonly outdatedTerms: readonly PromisedTerm[];
  /** Of the whole history. */
  readonly messages: number;
}

/** For so long a rehearsal waits for whoever holds the group or the directory, and makes others wait behind it. */
const LOCK_WAIT = '2s';

type Rehearse = QueryContext['rehearse'];

/**
 * What a start by this person would do now: found by starting, in a transaction that is taken back. While somebody
 * else holds the group or the directory for long (an import, say), nothing is started, and the roster is read as it is.
 */
export async function rehearseStart(
  sql: Sql,
  rehearse: Rehearse,
  personId: string,
  sourceGroupId: string,
): Promise<Preflight> {
  const group = orNotFound(await sourceGroupById(sql, sourceGroupId));
  const { organizationId, conversationId } = group;
  const seen = (await isOrganizationActive(sql, organizationId))
    ? await started(rehearse, personId, sourceGroupId)
    : ('ORGANIZATION_SUSPENDED' as const);
  const rehearsed =
    typeof seen === 'string'
      ? { obstacle: seen, entries: await entriesOfRoster(sql, sourceGroupId) }
      : { obstacle: null, ...seen };
  const proof = await historyProof(sql, conversationId);
  const open = await openUpgradeOf(sql, sourceGroupId);
  return {
    sourceGroupId,
    organizationId,
    conversationId,
    ...rehearsed,
    capacity: {
      ...(await capacityOf(sql, organizationId)),
      people: await countPeople(sql, sourceGroupId),
    },
    policies: await settingsOf(sql, organizationId),
    outdatedTerms: open ? await outdatedTerms(sql, open.id) : [],
    messages: proof.messageCount,
  };
}

async function started(
  rehearse: Rehearse,
  personId: string,
  sourceGroupId: string,
): Promise<PreflightObstacle | { readonly entries: readonly PreflightEntry[] }> {
  try {
    return await rehearse(async (context) => {
      await context.tx.run(`set local lock_timeout = '${LOCK_WAIT}'`);
      const outcome = await startUpgrade(context, personId, { sourceGroupId });
      if (outcome.ok) return { entries: await entriesOfUpgrade(context.tx, outcome.value.groupUpgradeId) };
      // Without terms of its own a start is refused for what stands against it and nothing else.
      return outcome.error[0]?.code as StartObstacle;
    });
  } catch (error) {
    if (isLockTimeout(error)) return 'GROUP_BUSY';
    throw error;
  }
}
