import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext, QueryContext } from '#platform/use-case/use-case.js';
import { type HeldAccounts, holdRoster } from '../data/account-locks.js';
import { lockUpgrade, upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { readScope, roleScope } from './owner-without-role.js';

/** The upgrade under its lock, if the caller may take the use case's action in its organization. */
export async function lockedUpgrade(context: CommandContext, id: string): Promise<UpgradeRow> {
  const known = orNotFound(await upgradeById(context.tx, id));
  await context.authorize(roleScope(context, known));
  return orNotFound(await lockUpgrade(context.tx, id));
}

/** The same, with the accounts of its group's roster held as they are: who is asked anew is judged by them. */
export async function lockedUpgradeAndRoster(
  context: CommandContext,
  id: string,
): Promise<{ readonly upgrade: UpgradeRow; readonly held: HeldAccounts }> {
  const known = orNotFound(await upgradeById(context.tx, id));
  await context.authorize(roleScope(context, known));
  const held = await holdRoster(context.tx, known);
  return { upgrade: orNotFound(await lockUpgrade(context.tx, id)), held };
}

/** The upgrade as it is, if the caller may see it by the use case's action. */
export async function readableUpgrade(context: QueryContext, id: string): Promise<UpgradeRow> {
  const upgrade = orNotFound(await upgradeById(context.sql, id));
  await context.authorize(readScope(context, upgrade));
  return upgrade;
}
