import { actsForOwner, ownerUnknown } from '#modules/group/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { countPeople } from '../data/preflight-entries.js';
import { openUpgradeOf } from '../data/upgrade-rows.js';
import { type StartObstacle, startObstacle } from '../domain/start.js';
import type { StartableGroup } from './lock-group-to-start.js';
import { openUpgrade, type Terms } from './open-upgrade.js';

/** In whose name an upgrade is started. */
export interface Starter {
  readonly memberId: string;
  /** The verified mobile of their account. */
  readonly mobile: string;
}

/**
 * Starts an upgrade of a group that the caller has locked to start it, unless something stands against it. The one place where
 * that is decided, for a single start and for each start of a programme. Whether the starter has the permission, the
 * caller has found out.
 */
export async function startLockedGroup(
  context: EffectContext,
  group: StartableGroup,
  starter: Starter,
  terms: Omit<Terms, 'startedBy'>,
): Promise<Result<{ groupUpgradeId: string }, Refusal>> {
  const open = await openUpgradeOf(context.tx, group.id);
  const people = await countPeople(context.tx, group.id);
  const { minimumMembers } = terms;
  const obstacle = startObstacle({
    groupState: group.state,
    ownerKnown: group.ownerIdentityId !== null,
    ownerUnknown: ownerUnknown(group),
    actsForOwner: (await actsForOwner(context.tx, group, starter)) !== undefined,
    upgradeOpen: open !== undefined,
    people,
    minimumMembers,
  });
  if (obstacle) return err(refusalOf(obstacle, open?.id, { people, minimumMembers }));
  return ok({ groupUpgradeId: await openUpgrade(context, group, { ...terms, startedBy: starter.memberId }) });
}

function refusalOf(
  obstacle: StartObstacle,
  openId: string | undefined,
  reach: { readonly people: number; readonly minimumMembers: number },
): Refusal {
  return obstacle === 'MINIMUM_OUT_OF_REACH'
    ? refuse(obstacle, 'minimumMembers', reach)
    : refuse(obstacle, 'sourceGroupId', openId === undefined ? {} : { groupUpgradeId: openId });
}
