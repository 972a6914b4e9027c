import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeProgrammePause } from '../data/pauses.js';
import { lockOpenUpgradesOf, lockUpgrades } from '../data/upgrade-rows.js';
import { pauseUpgrades } from './pause.js';
import { resumeUpgrades } from './resuming.js';

/**
 * Lets all open upgrades of a programme stand still, whose lock the caller holds; none of them goes on until the
 * programme does, also where it stood still before for another reason. Returns how many this has paused.
 */
export async function pauseForProgramme(
  context: EffectContext,
  programmeId: string,
  now: Date,
): Promise<number> {
  const open = await lockOpenUpgradesOf(context.tx, programmeId);
  await storeProgrammePause(context.tx, idsOf(open), true);
  const moving = open.filter(({ state }) => state !== 'PAUSED');
  await pauseUpgrades(context, moving, 'PROGRAMME_PAUSED', now);
  return moving.length;
}

/** Lets those go on that stood still for the programme alone, and no others. Returns how many there are. */
export async function resumeAfterProgramme(
  context: EffectContext,
  programmeId: string,
  now: Date,
): Promise<number> {
  const open = await lockOpenUpgradesOf(context.tx, programmeId);
  await storeProgrammePause(context.tx, idsOf(open), false);
  const standing = open.filter(({ pauseReason }) => pauseReason === 'PROGRAMME_PAUSED');
  await resumeUpgrades(context, standing, now);
  return standing.length;
}

/** Lets an upgrade stand still for its programme from now on, if what it stood still for before is over. */
export async function standWithProgramme(
  context: EffectContext,
  upgradeId: string,
  now: Date,
): Promise<void> {
  const moving = await lockUpgrades(context.tx, [upgradeId], ['INVITING', 'COOLING_OFF']);
  await pauseUpgrades(context, moving, 'PROGRAMME_PAUSED', now);
}

const idsOf = (upgrades: readonly { readonly id: string }[]): string[] => upgrades.map(({ id }) => id);
