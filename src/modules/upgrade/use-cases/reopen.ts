import type { EffectContext } from '#platform/use-case/use-case.js';
import { demandHeld, type HeldAccounts } from '../data/account-locks.js';
import { lockCutShort } from '../data/asked-anew.js';
import { putOffEnd, setDeadlines } from '../data/deadlines.js';
import { changeInvitations, changeUpgrade } from '../data/event-log.js';
import { lockInvitationsById, lockInvitationsIn } from '../data/invitation-rows.js';
import { lockLateJoiners } from '../data/late-joiners.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews, type NewsKind } from '../domain/events.js';
import { REOPENED_HOURS } from '../domain/limits.js';
import type { InvitationState } from '../domain/states.js';

/** Why somebody who had lapsed is asked as before, in the same round. */
const REOPENED = 'REOPENED';

interface Standing {
  readonly id: string;
  readonly state: InvitationState;
}

/** Who is to be told once answers are open again, as they stood at that moment. */
export interface Reopened {
  readonly lateJoiners: readonly Standing[];
  /** Those whose time was cut short, and goes on. */
  readonly goingOn: readonly Standing[];
}

/**
 * Ends the cooling-off before its time: first answers are taken again, for a day at least. Whose time was cut short has
 * it back, unless they are among `others`, who are asked anew; who has let it run out stays so until they are asked
 * again. What the history was found to be still counts if nothing is imported until the next cooling-off. The caller
 * holds the roster and the upgrade, and afterwards schedules its deadline, catches up and tells those who are returned.
 */
export async function reopen(
  context: EffectContext,
  upgrade: UpgradeRow,
  held: HeldAccounts,
  now: Date,
  others: ReadonlySet<string> = new Set(),
): Promise<Reopened> {
  const { tx } = context;
  const atLeast = new Date(now.getTime() + REOPENED_HOURS * 3_600_000);
  const lateJoiners = await lockLateJoiners(tx, upgrade.id);
  const late = new Set(lateJoiners.map(({ id }) => id));
  const blocked = (await lockInvitationsIn(tx, upgrade.id, ['BLOCKED'])).filter(
    ({ id, expiresAt }) => expiresAt > now && !late.has(id),
  );
  const cutShort = (await lockCutShort(tx, upgrade.id, now)).filter(({ id }) => !others.has(id));
  demandHeld(held, cutShort);
  await changeUpgrade(
    tx,
    upgrade.id,
    { type: 'COOLING_OFF_STOPPED', from: 'COOLING_OFF', to: 'INVITING' },
    now,
  );
  await changeInvitations(
    tx,
    upgrade.id,
    cutShort.map(
      ({ id }) => ({ invitationId: id, from: 'EXPIRED', to: 'PENDING', reason: REOPENED }) as const,
    ),
    now,
  );
  await putOffEnd(tx, upgrade.id, atLeast);
  // Of those who joined, nobody watched the end; of the others, warnings whose moment was over are left out.
  const ends = [...lateJoiners.filter(({ expiresAt }) => expiresAt < atLeast), ...cutShort];
  await setDeadlines(
    tx,
    ends.map(({ id, expiresAt }) => ({
      invitationId: id,
      expiresAt: expiresAt < atLeast ? atLeast : expiresAt,
    })),
    now,
  );
  const goingOn = [...blocked, ...cutShort.map(({ id }) => ({ id, state: 'PENDING' as const }))];
  return { lateJoiners, goingOn };
}

/**
 * Tells those whom `reopen` has returned that they are asked: who joined was not told as long as answers were closed.
 * Comes after the upgrade has caught up with what changed meanwhile, for who is cured by that has been told then.
 */
export async function tellReopened(
  context: EffectContext,
  upgrade: UpgradeRow,
  { lateJoiners, goingOn }: Reopened,
): Promise<void> {
  await tellThose(context, upgrade, 'INVITED', lateJoiners);
  await tellThose(context, upgrade, 'REOPENED', goingOn);
}

async function tellThose(
  context: EffectContext,
  { id: groupUpgradeId, organizationId }: UpgradeRow,
  kind: NewsKind,
  people: readonly Standing[],
): Promise<void> {
  if (people.length === 0) return;
  const before = new Map(people.map(({ id, state }) => [id, state]));
  const present = await lockInvitationsById(context.tx, groupUpgradeId, [...before.keys()]);
  const untold = present.filter(({ id, state }) => !(before.get(id) === 'BLOCKED' && state === 'PENDING'));
  const invitationIds = untold.map(({ id }) => id);
  await context.emit(invitationNews, { organizationId, groupUpgradeId, kind, invitationIds });
}
