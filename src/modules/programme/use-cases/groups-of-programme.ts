import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { groupPage, type ProgrammeGroupRow } from '../data/programme-groups.js';
import type { ProgrammeRow } from '../data/programme-rows.js';
import type { ProgrammeGroupState } from '../domain/states.js';

interface Input {
  readonly programme: ProgrammeRow;
  readonly first: number;
  /** The position after which to go on; 0 for the beginning. */
  readonly after: number;
  readonly state: ProgrammeGroupState | undefined;
}

/** The groups of a programme, in its order. */
export const groupsOfProgramme = query<Input, Slice<ProgrammeGroupRow> & { readonly total: number }>({
  name: 'groupsOfProgramme',
  action: 'programme.read',
  async run(context, { programme, first, after, state }) {
    await context.authorize({ organizationId: programme.organizationId });
    const rows = await groupPage(context.sql, programme.id, { state, after, limit: first + 1 });
    return { ...sliceOf(rows, first), total: countOf(programme, state) };
  },
});

/** From the counters, whatever the number of groups. */
function countOf(
  { waiting, started, skipped }: ProgrammeRow,
  state: ProgrammeGroupState | undefined,
): number {
  const counts = { WAITING: waiting, STARTED: started, SKIPPED: skipped };
  return state === undefined ? waiting + started + skipped : counts[state];
}
