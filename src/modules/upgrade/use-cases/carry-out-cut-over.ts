import { completeTakeover, type TakeoverMember } from '#modules/group/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations, changeUpgrade } from '../data/event-log.js';
import { type Joining, joiningOf, lastNoes, type PlannedOutcome } from '../data/outcome.js';
import { presentNoticeLoader } from '../data/upgrade-notices.js';
import { upgradeEnded } from '../domain/events.js';
import { upgradeTopic } from '../domain/topics.js';
import type { LockedCutOver } from './plan-cut-over.js';

/**
 * Stores everybody's outcome, makes the enterprise group ACTIVE with the conversation and with what the text
 * promised, and the source group CEASED with its successor. It takes as long for a million messages as for ten: the
 * history changes hands by its id, and its proof was computed ahead.
 */
export async function carryOutCutOver(
  context: EffectContext,
  { upgrade, now }: LockedCutOver,
  outcomes: readonly PlannedOutcome[],
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { tx } = context;
  const changes = outcomes.map(({ invitationId, state, exclusion }) =>
    exclusion === null
      ? { invitationId, from: state, to: 'INCLUDED' as const }
      : { invitationId, from: state, to: 'EXCLUDED' as const, reason: exclusion },
  );
  await changeInvitations(tx, upgrade.id, changes, now);
  const joining = joiningOf(outcomes);
  const { terms } = orNotFound((await presentNoticeLoader.batch(tx, [upgrade.id])).get(upgrade.id));
  await completeTakeover(tx, {
    sourceGroupId: upgrade.sourceGroupId,
    enterpriseGroupId: upgrade.enterpriseGroupId,
    terms,
    members: takeoverMembers(joining),
    declined: decliners(outcomes, joining, await lastNoes(tx, upgrade.id)),
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
      terms,
      ...details,
    },
  });
  const { organizationId, programmeId } = upgrade;
  await context.emit(upgradeEnded, { organizationId, groupUpgradeId: upgrade.id, programmeId });
  context.signal(upgradeTopic(upgrade.id));
}

/** Who is not to be let in until they ask: by their receipts, or where there are none, by the outcome. */
function decliners(
  outcomes: readonly PlannedOutcome[],
  joining: readonly Joining[],
  lastNo: readonly string[],
): string[] {
  const said = outcomes.filter(({ exclusion }) => exclusion === 'DECLINED' || exclusion === 'WITHDRAWN');
  const out = new Set([...lastNo, ...said.flatMap(({ personId }) => personId ?? [])]);
  for (const { personId } of joining) out.delete(personId);
  return [...out];
}

const RANKS = ['MEMBER', 'ADMIN', 'OWNER'] as const;

/** One membership a person: who stands twice on the roster joins once, with the higher of the roles. */
function takeoverMembers(joining: readonly Joining[]): TakeoverMember[] {
  const members = new Map<string, TakeoverMember>();
  for (const { personId, memberId, rosterEntryId, rosterRoles, owner } of joining) {
    const role = owner ? 'OWNER' : rosterRoles.includes('admin') ? 'ADMIN' : 'MEMBER';
    const known = members.get(personId);
    if (!known || RANKS.indexOf(role) > RANKS.indexOf(known.role))
      members.set(personId, { personId, memberId, rosterEntryId, role });
  }
  return [...members.values()];
}
