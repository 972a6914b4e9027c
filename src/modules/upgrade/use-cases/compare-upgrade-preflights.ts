import { query } from '#modules/identity/public.js';
import { badInput } from '#platform/use-case/failures.js';
import { savedEntries, type SavedPreflight } from '../data/saved-preflights.js';
import { comparePreflights, type PreflightChange } from '../domain/preflight.js';
import { rehearseStart } from './rehearse-start.js';
import { readablePreflight } from './upgrade-preflights.js';

export interface PreflightComparison {
  readonly earlier: SavedPreflight;
  /** Null: with what a start would do now. */
  readonly later: SavedPreflight | null;
  readonly changes: readonly PreflightChange[];
  /** How many more, or fewer when it is negative, in the later one. */
  readonly more: { readonly total: number; readonly eligible: number; readonly blocked: number };
}

/** What has changed between a saved preflight and a later one, or now. Both must be of one source group. */
export const compareUpgradePreflights = query<
  { earlierId: string; laterId: string | undefined },
  PreflightComparison
>({
  name: 'compareUpgradePreflights',
  action: 'upgrade.start',
  async run(context, { earlierId, laterId }) {
    const earlier = await readablePreflight(context, earlierId);
    const later = laterId === undefined ? null : await readablePreflight(context, laterId);
    if (later && later.sourceGroupId !== earlier.sourceGroupId) {
      throw badInput('Both preflights must be of the same source group.');
    }
    const { sql, rehearse } = context;
    const before = await savedEntries(sql, earlier.id);
    const after = later
      ? await savedEntries(sql, later.id)
      : (await rehearseStart(sql, rehearse, context.personId(), earlier.sourceGroupId)).entries;
    const total = after.length - before.length;
    const eligible =
      after.filter(({ hindrance }) => hindrance === null).length -
      before.filter(({ hindrance }) => hindrance === null).length;
    return {
      earlier,
      later,
      changes: comparePreflights(before, after),
      more: { total, eligible, blocked: total - eligible },
    };
  },
});
