import { type Refusal, refuse } from '#kernel/refusals.js';
import type { Loader } from '../db/loader.js';
import type { SharedLoads } from '../db/shared-loads.js';
import type { Sql } from '../db/sql.js';
import { forbidden, notFound, unauthenticated } from './failures.js';
import type { Scope } from './use-case.js';
import type { Viewer } from './viewer.js';

/** Who may take an action. `member` names the roles of which one is needed; an empty list means any active member. */
export type Rule =
  | { readonly who: 'anyone' }
  | { readonly who: 'person' }
  | { readonly who: 'reviewer' }
  | { readonly who: 'member'; readonly roles: readonly string[] };

export type Actions = Readonly<Record<string, Rule>>;

/** Whose roles in which organization. */
export interface Membership {
  readonly personId: string;
  readonly organizationId: string;
}

/** Looks up many at once: the roles of each, in their order, or undefined where somebody is not an active member. */
export type RolesOf = (
  sql: Sql,
  memberships: readonly Membership[],
) => Promise<readonly (readonly string[] | undefined)[]>;

/** Looks up one. */
export type RoleLookup = (membership: Membership) => Promise<readonly string[] | undefined>;

/** Holds an organization as it is until the commit. Returns whether it can work, and not only be read. */
export type HoldActive = (tx: Sql, organizationId: string) => Promise<boolean>;

export interface Authority {
  /** Throws UNAUTHENTICATED for an anonymous caller of what is not for anyone: before anything is looked up. */
  admit(viewer: Viewer | undefined, action: string): void;
  check(lookup: RoleLookup, viewer: Viewer | undefined, action: string, scope: Scope): Promise<void>;
  lookup(sql: Sql): RoleLookup;
  /** A lookup that looks everybody up once, together with all who ask in the same turn. */
  lookupOnce(loads: SharedLoads): RoleLookup;
  /**
   * Whether a change that the caller may make can be made now. What an organization's members do in it is refused
   * while the organization is suspended, and the organization stays as it is until the commit. This is the first of
   * a command's locks, so a command authorizes before it locks anything that others lock too.
   */
  changeRefusal(tx: Sql, action: string, scope: Scope): Promise<Refusal | undefined>;
}

export function authorityOver(actions: Actions, rolesOf: RolesOf, holdActive: HoldActive): Authority {
  const ruleOf = (action: string): Rule => {
    const rule = actions[action];
    if (!rule) throw new Error(`unknown action ${action}`);
    return rule;
  };
  const rolesLoader: Loader<readonly string[]> = {
    name: 'roles',
    async batch(sql, keys) {
      const found = await rolesOf(sql, keys.map(membershipOf));
      return new Map(keys.flatMap((key, place) => (found[place] ? [[key, found[place]] as const] : [])));
    },
  };
  return {
    admit(viewer, action) {
      if (!viewer && ruleOf(action).who !== 'anyone') throw unauthenticated();
    },
    lookup: (sql) => async (membership) => (await rolesOf(sql, [membership]))[0],
    lookupOnce(loads) {
      const known = new Map<string, ReturnType<RoleLookup>>();
      return (membership) => {
        const key = keyOf(membership);
        const asked = known.get(key) ?? loads.load(rolesLoader, [key]).then((found) => found.get(key));
        known.set(key, asked);
        return asked;
      };
    },
    async check(lookup, viewer, action, scope) {
      const rule = ruleOf(action);
      if (rule.who === 'anyone') return;
      if (!viewer) throw unauthenticated();
      if (rule.who === 'person') return;
      if (rule.who === 'reviewer') {
        if (!viewer.reviewer) throw forbidden();
        return;
      }
      if (!scope.organizationId) throw new Error(`${action} needs an organization`);
      const { personId } = viewer;
      const roles = await lookup({ personId, organizationId: scope.organizationId });
      if (!roles) throw notFound();
      if (rule.roles.length > 0 && !rule.roles.some((role) => roles.includes(role))) throw forbidden();
    },
    async changeRefusal(tx, action, scope) {
      if (ruleOf(action).who !== 'member' || !scope.organizationId) return undefined;
      const active = await holdActive(tx, scope.organizationId);
      return active ? undefined : refuse('ORGANIZATION_SUSPENDED');
    },
  };
}

function keyOf({ personId, organizationId }: Membership): string {
  return `${personId} ${organizationId}`;
}

function membershipOf(key: string): Membership {
  const [personId = '', organizationId = ''] = key.split(' ');
  return { personId, organizationId };
}
