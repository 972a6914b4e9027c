import { command } from '#modules/identity/public.js';
import { pauseForProgramme, resumeAfterProgramme } from '#modules/upgrade/public.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { moveProgramme } from '../data/programme-rows.js';
import { programmeTopic } from '../domain/topics.js';
import { illegalState, type ProgrammeInput, turnableProgramme } from './access.js';
import { settle } from './settle-programme.js';
import { enqueueStart } from './start-jobs.js';

/**
 * Lets a programme stand still with all its open upgrades, in one transaction under the programme's lock, which each
 * start takes too: a start that came first is among what is paused, and none comes after.
 */
export const pauseUpgradeProgramme = command<ProgrammeInput, { programmeId: string }>({
  name: 'pauseUpgradeProgramme',
  action: 'programme.write',
  async run(context, input) {
    const found = await turnableProgramme(context, input, 'PAUSED');
    if (!found.ok) return found;
    const { tx } = context;
    const { id, organizationId } = found.value;
    const now = await databaseNow(tx);
    await moveProgramme(tx, found.value, 'PAUSED', now);
    const details = { paused: await pauseForProgramme(context, id, now) };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});

/** Lets a paused programme go on, and with it the upgrades that stood still for it alone. */
export const resumeUpgradeProgramme = command<ProgrammeInput, { programmeId: string }>({
  name: 'resumeUpgradeProgramme',
  action: 'programme.write',
  async run(context, input) {
    const found = await turnableProgramme(context, input, 'RUNNING');
    if (!found.ok) return found;
    const { id, organizationId, nextStartAt } = found.value;
    // A draft is not resumed but started, at a rate.
    if (nextStartAt === null) return err([illegalState(found.value)]);
    const now = await databaseNow(context.tx);
    await moveProgramme(context.tx, found.value, 'RUNNING', now);
    const resumed = await resumeAfterProgramme(context, id, now);
    await enqueueStart(context, id, nextStartAt);
    const details = { resumed };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    await settle(context, id);
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});
