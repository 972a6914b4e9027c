import { memberOf } from '#modules/directory/public.js';
import {
  completeTakeover,
  historyProof,
  type LockedSourceGroup,
  lockSourceGroup,
  type TakeoverMember,
} from '#modules/group/public.js';
import { type Action, command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Command, CommandContext } from '#platform/use-case/use-case.js';
import { changeInvitations, changeUpgrade } from '../data/event-log.js';
import { countNewcomers } from '../data/plan.js';
import { planOutcomes, type PlannedOutcome } from '../data/outcome.js';
import { lockUpgrade, upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import { upgradeEnded } from '../domain/events.js';
import { upgradeTopic } from '../domain/topics.js';
import { numbersOf } from './cut-over-summary.js';
import type { SummaryTokens } from './summary-token.js';

type CutOver = Command<Action, { groupUpgradeId: string; summaryToken: string }, { groupUpgradeId: string }>;

/**
 * The one step without a way back, in one transaction that does not grow with the history (its proof was computed
 * ahead): ownership, eligibility of every acceptance and the numbers are checked again under locks, everybody's
 * outcome is stored, the enterprise group becomes ACTIVE with the conversation, and the source group ceases with its
 * successor. The source group is locked before the upgrade, as imports lock them.
 */
export const cutOverGroupUpgrade = (tokens: SummaryTokens): CutOver =>
  command({
    name: 'cutOverGroupUpgrade',
    action: 'upgrade.manage',
    async run(context, { groupUpgradeId, summaryToken }) {
      const { tx } = context;
      const { organizationId, sourceGroupId } = orNotFound(await upgradeById(tx, groupUpgradeId));
      await context.authorize({ organizationId });
      const source = orNotFound(await lockSourceGroup(tx, sourceGroupId));
      const upgrade = orNotFound(await lockUpgrade(tx, groupUpgradeId));
      const now = await databaseNow(tx);
      const early = stateRefusal(upgrade, now);
      if (early) return err([early]);
      const notOwned = await ownerRefusal(context, source);
      if (notOwned) return err([notOwned]);
      const proof = await historyProof(tx, source.conversationId);
      if (upgrade.provedDigest !== proof.digest) return err([refuse('HISTORY_NOT_PROVED')]);
      await lockInvitationsIn(tx, upgrade.id, [
        'BLOCKED',
        'PENDING',
        'ACCEPTED',
        'DECLINED',
        'EXPIRED',
        'WITHDRAWN',
      ]);
      const outcomes = await planOutcomes(tx, upgrade.id);
      const numbers = await numbersOf(tx, upgrade, outcomes);
      const newcomers = await countNewcomers(tx, upgrade.id);
      if (newcomers > 0 || !tokens.isFresh(summaryToken, upgrade.id, numbers, now)) {
        return err([refuse('CUT_OVER_TOKEN_STALE', 'summaryToken')]);
      }
      const people = new Set(joiningOf(outcomes).map((outcome) => outcome.memberId)).size;
      if (people < upgrade.minimumMembers) {
        return err([refuse('TOO_FEW_MEMBERS', [], { min: upgrade.minimumMembers, count: people })]);
      }
      await cutOver(context, upgrade, outcomes, now);
      return ok({ groupUpgradeId });
    },
  });

function stateRefusal(upgrade: UpgradeRow, now: Date): Refusal | undefined {
  if (upgrade.state !== 'COOLING_OFF') return refuse('ILLEGAL_STATE', [], { state: upgrade.state });
  const until = upgrade.coolingOffUntil;
  return until && now < until ? refuse('COOLING_OFF', [], { until: until.toISOString() }) : undefined;
}

async function ownerRefusal(context: CommandContext, group: LockedSourceGroup): Promise<Refusal | undefined> {
  const member = await memberOf(context.tx, context.personId(), group.organizationId);
  if (group.state === 'CEASED') return refuse('SOURCE_GROUP_CEASED');
  const owns = group.ownerMobile !== null && group.ownerMobile === member?.mobile;
  return owns ? undefined : refuse('NOT_GROUP_OWNER');
}

function joiningOf(outcomes: readonly PlannedOutcome[]): (PlannedOutcome & { memberId: string })[] {
  return outcomes.flatMap((outcome) =>
    outcome.exclusion === null && outcome.memberId !== null
      ? [{ ...outcome, memberId: outcome.memberId }]
      : [],
  );
}

async function cutOver(
  context: CommandContext,
  upgrade: UpgradeRow,
  outcomes: readonly PlannedOutcome[],
  now: Date,
): Promise<void> {
  const { tx } = context;
  const changes = outcomes.map(({ invitationId, state, exclusion }) =>
    exclusion === null
      ? { invitationId, from: state, to: 'INCLUDED' as const }
      : { invitationId, from: state, to: 'EXCLUDED' as const, reason: exclusion },
  );
  await changeInvitations(tx, upgrade.id, changes, now);
  const joining = joiningOf(outcomes);
  await completeTakeover(tx, {
    sourceGroupId: upgrade.sourceGroupId,
    enterpriseGroupId: upgrade.enterpriseGroupId,
    members: takeoverMembers(joining),
  });
  await changeUpgrade(
    tx,
    upgrade.id,
    { type: 'UPGRADE_COMPLETED', from: 'COOLING_OFF', to: 'COMPLETED' },
    now,
  );
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: {
      included: joining.length,
      excluded: outcomes.length - joining.length,
      sourceGroupId: upgrade.sourceGroupId,
      enterpriseGroupId: upgrade.enterpriseGroupId,
    },
  });
  const { organizationId, programmeId } = upgrade;
  await context.emit(upgradeEnded, { organizationId, groupUpgradeId: upgrade.id, programmeId });
  context.signal(upgradeTopic(upgrade.id));
}

const RANKS = ['MEMBER', 'ADMIN', 'OWNER'] as const;

/** One membership a person: who stands twice on the roster joins once, with the higher of the roles. */
function takeoverMembers(joining: readonly (PlannedOutcome & { memberId: string })[]): TakeoverMember[] {
  const members = new Map<string, TakeoverMember>();
  for (const { memberId, rosterEntryId, rosterRoles, owner } of joining) {
    const role = owner ? 'OWNER' : rosterRoles.includes('admin') ? 'ADMIN' : 'MEMBER';
    const known = members.get(memberId);
    if (!known || RANKS.indexOf(role) > RANKS.indexOf(known.role))
      members.set(memberId, { memberId, rosterEntryId, role });
  }
  return [...members.values()];
}
