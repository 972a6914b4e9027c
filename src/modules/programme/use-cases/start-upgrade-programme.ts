import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { startProgramme } from '../data/programme-rows.js';
import { GROUPS_PER_MINUTE } from '../domain/limits.js';
import { programmeTopic } from '../domain/topics.js';
import { callerMemberId, illegalState, lockedProgramme, type ProgrammeInput } from './access.js';
import { enqueueStart } from './start-jobs.js';

/**
 * Sets a draft going: its groups are started one after the other at this rate, in the caller's name. Whether they may
 * be is asked again at the start of each.
 */
export const startUpgradeProgramme = command<
  ProgrammeInput & { readonly groupsPerMinute: number },
  { programmeId: string }
>({
  name: 'startUpgradeProgramme',
  action: 'programme.write',
  async run(context, input) {
    const found = await lockedProgramme(context, input);
    if (!found.ok) return found;
    const { id, organizationId, state, waiting } = found.value;
    const { groupsPerMinute } = input;
    const { min, max } = GROUPS_PER_MINUTE;
    if (groupsPerMinute < min || groupsPerMinute > max) {
      return err([refuse('OUT_OF_RANGE', 'groupsPerMinute', { min, max })]);
    }
    if (state !== 'DRAFT') return err([illegalState(found.value)]);
    if (waiting === 0) return err([refuse('NO_GROUPS')]);
    const { tx } = context;
    const starterId = await callerMemberId(context, organizationId);
    await startProgramme(tx, id, { groupsPerMinute, starterId, now: await databaseNow(tx) });
    await enqueueStart(context, id);
    const details = { started: waiting, groupsPerMinute };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});
