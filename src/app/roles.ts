import type { RolesOf } from '#platform/use-case/authority.js';

/** The viewer's roles in an organization, from its directory. */
export const rolesOf: RolesOf = async () => undefined;
