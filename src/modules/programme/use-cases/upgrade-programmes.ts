import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countProgrammes, type ProgrammeRow, programmesOf } from '../data/programme-rows.js';

/** An organization's programmes, the newest first. */
export const upgradeProgrammes = query<
  { organizationId: string; first: number; after: string | undefined },
  Slice<ProgrammeRow>
>({
  name: 'upgradeProgrammes',
  action: 'programme.read',
  async run(context, { organizationId, first, after }) {
    await context.authorize({ organizationId });
    return sliceOf(await programmesOf(context.sql, organizationId, after, first + 1), first);
  },
});

export const upgradeProgrammeCount = query<{ organizationId: string }, number>({
  name: 'upgradeProgrammeCount',
  action: 'programme.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return countProgrammes(context.sql, organizationId);
  },
});
