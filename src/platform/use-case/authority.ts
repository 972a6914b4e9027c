import DataLoader from 'dataloader';
import { type Refusal, refuse } from '#kernel/refusals.js';
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
  /** A lookup that waits for others in the same turn, and looks all of them up together. */
  lookupTogether(sql: Sql): RoleLookup;
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
  return {
    admit(viewer, action) {
      if (!viewer && ruleOf(action).who !== 'anyone') throw unauthenticated();
    },
    lookup: (sql) => async (membership) => (await rolesOf(sql, [membership]))[0],
    lookupTogether(sql) {
      const loader = new DataLoader<Membership, readonly string[] | undefined, string>(
        (memberships) => rolesOf(sql, memberships),
        { cacheKeyFn: ({ personId, organizationId }) => `${personId} ${organizationId}` },
      );
      return (membership) => loader.load(membership);
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
