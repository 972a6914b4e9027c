import { command } from '#modules/identity/public.js';
import { err, ok } from '#kernel/result.js';
import { deleteUnstarted, insertGroups } from '../data/programme-groups.js';
import { programmeTopic } from '../domain/topics.js';
import { illegalState, lockedProgramme, type ProgrammeInput } from './access.js';
import { IN_PROGRAMME, listedGroups } from './chosen.js';
import { settle } from './settle-programme.js';

type Input = ProgrammeInput & { readonly sourceGroupIds: readonly string[] };

/** Adds groups at the end of a draft. */
export const addProgrammeGroups = command<Input, { programmeId: string }>({
  name: 'addProgrammeGroups',
  action: 'programme.write',
  constraints: { programme_group_held_source_group_key: IN_PROGRAMME, programme_group_pkey: IN_PROGRAMME },
  async run(context, input) {
    const draft = await lockedProgramme(context, input);
    if (!draft.ok) return draft;
    if (draft.value.state !== 'DRAFT') return err([illegalState(draft.value)]);
    const { id, organizationId, waiting } = draft.value;
    const groups = await listedGroups(context.tx, organizationId, input.sourceGroupIds, waiting);
    if (!groups.ok) return groups;
    await insertGroups(context.tx, id, groups.value);
    const details = { added: groups.value.length };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});

/**
 * Takes groups out of a programme that is not over. Those that it has started stay, and those that are not in it are
 * passed over. What was skipped keeps a programme open: without it, it may be over.
 */
export const removeProgrammeGroups = command<Input, { programmeId: string; removed: number }>({
  name: 'removeProgrammeGroups',
  action: 'programme.write',
  async run(context, input) {
    const found = await lockedProgramme(context, input);
    if (!found.ok) return found;
    const { id, organizationId, endedAt } = found.value;
    if (endedAt !== null) return err([illegalState(found.value)]);
    const groups = await listedGroups(context.tx, organizationId, input.sourceGroupIds);
    if (!groups.ok) return groups;
    const removed = await deleteUnstarted(context.tx, id, groups.value);
    const details = { removed };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    await settle(context, id);
    context.signal(programmeTopic(id));
    return ok({ programmeId: id, removed });
  },
});
