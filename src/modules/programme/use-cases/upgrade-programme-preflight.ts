import { memberOf } from '#modules/directory/public.js';
import { query } from '#modules/identity/public.js';
import { type PlannedStarts, planStarts } from '#modules/upgrade/public.js';
import { unstartedGroups } from '../data/programme-groups.js';
import { readableProgramme } from './access.js';

/**
 * What starts of a programme's groups by the caller would do now: of those that have not been started. It is the plan
 * of the starts and not the starts rolled back; see `planStarts`.
 */
export const upgradeProgrammePreflight = query<{ programmeId: string }, PlannedStarts>({
  name: 'upgradeProgrammePreflight',
  action: 'programme.write',
  async run(context, { programmeId }) {
    const programme = await readableProgramme(context, programmeId);
    const { organizationId } = programme;
    return planStarts(context.sql, {
      organizationId,
      sourceGroupIds: await unstartedGroups(context.sql, programmeId),
      starter: await memberOf(context.sql, context.personId(), organizationId),
      minimum: programme,
    });
  },
});
