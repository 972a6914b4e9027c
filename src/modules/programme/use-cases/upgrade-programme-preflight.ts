import { memberOf } from '#modules/directory/public.js';
import { query } from '#modules/identity/public.js';
import { type PlannedStart, planStarts } from '#modules/upgrade/public.js';
import { unstartedGroups } from '../data/programme-groups.js';
import { readableProgramme } from './access.js';

/**
 * What starts of a programme's groups by the caller would do now: of those that have not been started. It is the plan
 * of the starts and not the starts rolled back; see `planStarts`.
 */
export const upgradeProgrammePreflight = query<{ programmeId: string }, readonly PlannedStart[]>({
  name: 'upgradeProgrammePreflight',
  action: 'programme.write',
  async run(context, { programmeId }) {
    const { organizationId } = await readableProgramme(context, programmeId);
    const starter = await memberOf(context.sql, context.personId(), organizationId);
    return planStarts(context.sql, await unstartedGroups(context.sql, programmeId), starter);
  },
});
