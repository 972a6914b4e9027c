import { sourceGroupById } from '#modules/group/public.js';
import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import {
  countPreflights,
  preflightById,
  preflightsOf,
  type SavedPreflight,
} from '../data/saved-preflights.js';
import { readScope } from './owner-without-role.js';

/** A saved preflight, if the caller may see it by the use case's action. */
export async function readablePreflight(context: QueryContext, id: string): Promise<SavedPreflight> {
  const preflight = orNotFound(await preflightById(context.sql, id));
  await context.authorize({ organizationId: preflight.organizationId });
  return preflight;
}

export const upgradePreflight = query<{ preflightId: string }, SavedPreflight>({
  name: 'upgradePreflight',
  action: 'upgrade.read',
  run: (context, { preflightId }) => readablePreflight(context, preflightId),
});

async function authorizeGroup(context: QueryContext, sourceGroupId: string): Promise<void> {
  const { organizationId } = orNotFound(await sourceGroupById(context.sql, sourceGroupId));
  await context.authorize(readScope(context, { organizationId, sourceGroupId }));
}

/** What was saved of a source group, the newest first. */
export const upgradePreflights = query<
  { sourceGroupId: string; first: number; after: string | undefined },
  Slice<SavedPreflight>
>({
  name: 'upgradePreflights',
  action: 'upgrade.read',
  async run(context, { sourceGroupId, first, after }) {
    await authorizeGroup(context, sourceGroupId);
    return sliceOf(await preflightsOf(context.sql, sourceGroupId, after, first + 1), first);
  },
});

export const upgradePreflightCount = query<{ sourceGroupId: string }, number>({
  name: 'upgradePreflightCount',
  action: 'upgrade.read',
  async run(context, { sourceGroupId }) {
    await authorizeGroup(context, sourceGroupId);
    return countPreflights(context.sql, sourceGroupId);
  },
});
