import { historyProof, sourceGroupById } from '#modules/group/public.js';
import { type Action, query } from '#modules/identity/public.js';
import { capacityOf } from '#modules/organization/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Query } from '#platform/use-case/use-case.js';
import { outdatedTerms } from '../data/outdated-terms.js';
import { joiningOf, planOutcomes, type PlannedOutcome } from '../data/outcome.js';
import type { ReasonCount } from '../data/reason-counts.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { PromisedTerm } from '../domain/promised-term.js';
import { upgradeTransitions } from '../domain/states.js';
import {
  type CutOverNumbers,
  curedOf,
  digestOfJoining,
  excludedByReason,
  peopleOf,
} from '../domain/summary.js';
import { readableUpgrade } from './access.js';
import type { SummaryTokens } from './summary-token.js';

export interface CutOverSummary {
  readonly upgradeId: string;
  readonly numbers: CutOverNumbers;
  /** Of the roster, on which one person can stand twice. */
  readonly entries: { readonly joining: number; readonly staying: number };
  /** People who could answer by now, if answers were not closed; 0 while they are open. */
  readonly cured: number;
  /** Whether the history was found to be as it was imported, since its last change. */
  readonly proved: boolean;
  /** What the text promises otherwise than the settings. */
  readonly outdated: readonly PromisedTerm[];
  readonly byReason: readonly ReasonCount[];
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * What the cut-over would do now, with the token that lets it be done within five minutes. Undefined once the upgrade is
 * over: what was done is to be read in its progress.
 */
export const cutOverSummary = (
  tokens: SummaryTokens,
): Query<Action, { groupUpgradeId: string }, CutOverSummary | undefined> =>
  query({
    name: 'cutOverSummary',
    action: 'upgrade.manage',
    async run(context, { groupUpgradeId }) {
      const upgrade = await readableUpgrade(context, groupUpgradeId);
      if (isTerminal(upgradeTransitions, upgrade.state)) return undefined;
      const { limit } = await capacityOf(context.sql, upgrade.organizationId);
      const outcomes = await planOutcomes(context.sql, upgrade.id, limit);
      const numbers = await numbersOf(context.sql, upgrade, outcomes);
      const now = await databaseNow(context.sql);
      const byReason = excludedByReason(outcomes);
      const proved = upgrade.provedDigest === numbers.digest;
      const outdated = await outdatedTerms(context.sql, upgrade.id);
      const issued = tokens.issue(upgrade.id, numbers, now);
      const joining = joiningOf(outcomes).length;
      const entries = { joining, staying: outcomes.length - joining };
      const cured = upgrade.state === 'COOLING_OFF' ? curedOf(outcomes) : 0;
      return { upgradeId: upgrade.id, numbers, entries, cured, proved, outdated, byReason, ...issued };
    },
  });

export async function numbersOf(
  sql: Sql,
  upgrade: UpgradeRow,
  outcomes: readonly PlannedOutcome[],
): Promise<CutOverNumbers> {
  const group = orNotFound(await sourceGroupById(sql, upgrade.sourceGroupId));
  const proof = await historyProof(sql, group.conversationId);
  const joining = joiningOf(outcomes);
  return {
    sequence: upgrade.sequence,
    ...peopleOf(outcomes),
    joiningDigest: digestOfJoining(joining.map(({ personId }) => personId)),
    messages: proof.messageCount,
    digest: proof.digest,
  };
}
