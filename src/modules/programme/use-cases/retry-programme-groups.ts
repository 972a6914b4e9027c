import { GROUPS_MAX } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { err, ok } from '#kernel/result.js';
import { retrySkipped } from '../data/programme-groups.js';
import { programmeTopic } from '../domain/topics.js';
import { callerMemberId, illegalState, lockedProgramme, type ProgrammeInput } from './access.js';
import { tooMany } from './chosen.js';
import { enqueueStart } from './start-jobs.js';

type Input = ProgrammeInput & { readonly sourceGroupIds?: readonly string[] | null | undefined };

/**
 * Lets groups that were skipped wait again, now to be started in the caller's name: so the owner of a group can have
 * it started that somebody else could not. Does nothing to groups that were not skipped.
 */
export const retryProgrammeGroups = command<Input, { programmeId: string; retried: number }>({
  name: 'retryProgrammeGroups',
  action: 'programme.write',
  async run(context, input) {
    const found = await lockedProgramme(context, input);
    if (!found.ok) return found;
    const { id, organizationId, state, nextStartAt } = found.value;
    if ((input.sourceGroupIds?.length ?? 0) > GROUPS_MAX) return err([tooMany('sourceGroupIds')]);
    if (state !== 'RUNNING' && state !== 'PAUSED') return err([illegalState(found.value)]);
    const starterId = await callerMemberId(context, organizationId);
    const retried = await retrySkipped(context.tx, id, input.sourceGroupIds ?? undefined, starterId);
    if (state === 'RUNNING' && retried > 0) await enqueueStart(context, id, nextStartAt ?? undefined);
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details: { retried } });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id, retried });
  },
});
