import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countMatches, type MatchFilter, matchPage, type MatchRow } from '../data/matches.js';

type MatchesOf = MatchFilter & { readonly organizationId: string };

/** Who said, how and when, which mobiles the people of a roster have: the newest first. */
export const matchesOfSourceGroup = query<
  MatchesOf & { first: number; after: string | undefined },
  Slice<MatchRow>
>({
  name: 'matchesOfSourceGroup',
  action: 'group.read',
  async run(context, { organizationId, first, after, ...filter }) {
    await context.authorize({ organizationId });
    return sliceOf(await matchPage(context.sql, filter, { after, limit: first + 1 }), first);
  },
});

export const matchCountOfSourceGroup = query<MatchesOf, number>({
  name: 'matchCountOfSourceGroup',
  action: 'group.read',
  async run(context, { organizationId, ...filter }) {
    await context.authorize({ organizationId });
    return countMatches(context.sql, filter);
  },
});
