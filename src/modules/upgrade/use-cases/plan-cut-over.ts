import { memberOf } from '#modules/directory/public.js';
import {
  actsForOwner,
  historyProof,
  type LockedSourceGroup,
  lockSourceGroup,
  ownerUnknown,
} from '#modules/group/public.js';
import { capacityOf } from '#modules/organization/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { holdAcceptedAccounts } from '../data/account-locks.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import { outdatedTerms } from '../data/outdated-terms.js';
import { planOutcomes, type PlannedOutcome } from '../data/outcome.js';
import { ownersOf } from '../data/owners.js';
import { countNewcomers } from '../data/plan.js';
import { lockUpgrade, upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { tooFewRefusal } from '../domain/minimum.js';
import { outdatedRefusal } from '../domain/promised-term.js';
import { ownerStanding, representsOwner } from '../domain/ownership.js';
import { stateRefusal } from '../domain/state-refusal.js';
import type { CutOverNumbers } from '../domain/summary.js';
import { numbersOf } from './cut-over-summary.js';
import { roleScope } from './owner-without-role.js';

/** What a cut-over decides on, under the locks of organization, accounts, source group and upgrade. */
export interface LockedCutOver {
  readonly source: LockedSourceGroup;
  readonly upgrade: UpgradeRow;
  /** After the locks: who has waited for them past the end of a window is too late. */
  readonly now: Date;
}

export interface PlannedCutOver {
  readonly outcomes: readonly PlannedOutcome[];
  readonly numbers: CutOverNumbers;
}

/** Authorizes, then takes the locks: the accounts that accepted first, as those hold them who change accounts. */
export async function lockCutOver(context: CommandContext, groupUpgradeId: string): Promise<LockedCutOver> {
  const { tx } = context;
  const known = orNotFound(await upgradeById(tx, groupUpgradeId));
  await context.authorize(roleScope(context, known));
  await holdAcceptedAccounts(tx, groupUpgradeId);
  const source = orNotFound(await lockSourceGroup(tx, known.sourceGroupId));
  const upgrade = orNotFound(await lockUpgrade(tx, groupUpgradeId));
  return { source, upgrade, now: await databaseNow(tx) };
}

/**
 * Everything that a cut-over depends on, as it is under the locks: the state, who acts for the owner (`personId`), the
 * promises of the text, the proof, the numbers, of which `isCurrent` says whether they are those that were read, and
 * how many must join.
 */
export async function planCutOver(
  tx: Sql,
  locked: LockedCutOver,
  personId: string,
  isCurrent: (numbers: CutOverNumbers) => boolean,
  field: string,
): Promise<Result<PlannedCutOver, Refusal[]>> {
  const { source, upgrade, now } = locked;
  const refused = phaseRefusal(upgrade, now) ?? (await ownerRefusal(tx, personId, source, upgrade));
  if (refused) return err([refused]);
  const outdated = outdatedRefusal(await outdatedTerms(tx, upgrade.id));
  if (outdated) return err([outdated]);
  const proof = await historyProof(tx, source.conversationId);
  if (upgrade.provedDigest !== proof.digest) return err([refuse('HISTORY_NOT_PROVED')]);
  await lockInvitationsIn(tx, upgrade.id, [
    'BLOCKED',
    'PENDING',
    'ACCEPTED',
    'DECLINED',
    'EXPIRED',
    'REVOKED',
    'WITHDRAWN',
  ]);
  const { limit } = await capacityOf(tx, upgrade.organizationId);
  const outcomes = await planOutcomes(tx, upgrade.id, limit);
  const numbers = await numbersOf(tx, upgrade, outcomes);
  if ((await countNewcomers(tx, upgrade.id)) > 0 || !isCurrent(numbers)) {
    return err([refuse('CUT_OVER_TOKEN_STALE', field)]);
  }
  const turnout = { people: numbers.joining, asked: numbers.joining + numbers.staying };
  const few = tooFewRefusal(upgrade, turnout);
  return few ? err([few]) : ok({ outcomes, numbers });
}

function phaseRefusal(upgrade: UpgradeRow, now: Date): Refusal | undefined {
  const refused = stateRefusal(upgrade.state, ['COOLING_OFF'], 'closeGroupUpgrade');
  if (refused) return refused;
  const until = upgrade.coolingOffUntil;
  return until && now < until ? refuse('COOLING_OFF', [], { until: until.toISOString() }) : undefined;
}

/** The owner may, whoever has the owner's mandate, and whoever took the upgrade up while the owner is gone. */
async function ownerRefusal(
  tx: Sql,
  personId: string,
  group: LockedSourceGroup,
  upgrade: UpgradeRow,
): Promise<Refusal | undefined> {
  if (group.state === 'CEASED') return refuse('SOURCE_GROUP_CEASED');
  const owner = orNotFound((await ownersOf(tx, [upgrade.id])).get(upgrade.id));
  const standing = ownerStanding(owner);
  if (standing === 'CHANGED') return refuse('OWNER_CHANGED');
  if (standing === 'OUT_OF_REACH') return refuse('OWNER_GONE');
  const member = await memberOf(tx, personId, group.organizationId);
  if (representsOwner(owner, personId)) return undefined;
  const acting = member?.status === 'ACTIVATED' && (await actsForOwner(tx, group, member));
  if (acting) return undefined;
  return refuse(
    standing === 'REPRESENTED' ? 'OWNER_REPRESENTED' : (ownerUnknown(group) ?? 'NOT_GROUP_OWNER'),
  );
}
