import { query } from '#modules/identity/public.js';
import { countMemberships, membershipsOf } from '../data/member-list.js';
import type { MemberRow } from '../data/member-queries.js';

/** The caller's own active accounts; one more than `first` where there are more. */
export const viewerMemberships = query<{ first: number; after: string | undefined }, MemberRow[]>({
  name: 'viewerMemberships',
  action: 'self.read',
  async run(context, { first, after }) {
    await context.authorize();
    return membershipsOf(context.sql, context.personId(), first + 1, after);
  },
});

export const viewerMembershipCount = query<Record<never, never>, number>({
  name: 'viewerMembershipCount',
  action: 'self.read',
  async run(context) {
    await context.authorize();
    return countMemberships(context.sql, context.personId());
  },
});
