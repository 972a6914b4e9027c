import { rolesOf } from '#modules/directory/public.js';
import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { countOwnedGroups, ownedGroupPage, type OwnedFilter } from '../data/owned-groups.js';
import type { SourceGroupRow } from '../data/source-groups.js';

type Filter = Omit<OwnedFilter, 'personId'>;

/** The viewer's own filter. NOT_FOUND for an organization of which they are no active member. */
async function ownFilter(context: QueryContext, filter: Filter): Promise<OwnedFilter> {
  await context.authorize();
  const personId = context.personId();
  const { organizationId, mandate } = filter;
  if (organizationId !== undefined) orNotFound(await rolesOf(context.sql, personId, organizationId));
  return { personId, organizationId, mandate };
}

/** The groups that the viewer owns, with or without a role. */
export const sourceGroups = query<
  Filter & { first: number; after: string | undefined },
  Slice<SourceGroupRow>
>({
  name: 'sourceGroups',
  action: 'source-group.own',
  async run(context, { first, after, ...filter }) {
    const own = await ownFilter(context, filter);
    return sliceOf(await ownedGroupPage(context.sql, own, { after, limit: first + 1 }), first);
  },
});

export const ownedSourceGroupCount = query<Filter, number>({
  name: 'ownedSourceGroupCount',
  action: 'source-group.own',
  run: async (context, filter) => countOwnedGroups(context.sql, await ownFilter(context, filter)),
});
