import { actions, type Role } from '#modules/identity/public.js';

const rule = actions['upgrade.manage'];

/** Whether one of these roles manages upgrades. */
export function managesUpgrades(roles: readonly Role[]): boolean {
  return rule.who === 'member' && roles.some((role) => rule.roles.includes(role));
}
