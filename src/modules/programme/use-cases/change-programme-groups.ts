import { command } from '#modules/identity/public.js';
import { err, ok } from '#kernel/result.js';
import { deleteGroups, insertGroups } from '../data/programme-groups.js';
import { programmeTopic } from '../domain/topics.js';
import { illegalState, lockedProgramme, type ProgrammeInput } from './access.js';
import { IN_PROGRAMME, listedGroups } from './chosen.js';

type Input = ProgrammeInput & { readonly sourceGroupIds: readonly string[] };

/** Adds groups at the end of a draft. */
export const addProgrammeGroups = command<Input, { programmeId: string }>({
  name: 'addProgrammeGroups',
  action: 'programme.write',
  constraints: { programme_group_held_source_group_key: IN_PROGRAMME, programme_group_pkey: IN_PROGRAMME },
  async run(context, input) {
    const draft = await lockedDraft(context, input);
    if (!draft.ok) return draft;
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

/** Takes groups out of a draft; those that are not in it are passed over. */
export const removeProgrammeGroups = command<Input, { programmeId: string }>({
  name: 'removeProgrammeGroups',
  action: 'programme.write',
  async run(context, input) {
    const draft = await lockedDraft(context, input);
    if (!draft.ok) return draft;
    const { id, organizationId } = draft.value;
    const groups = await listedGroups(context.tx, organizationId, input.sourceGroupIds);
    if (!groups.ok) return groups;
    const details = { removed: await deleteGroups(context.tx, id, groups.value) };
    context.record({ organizationId, subject: { type: 'UpgradeProgramme', id }, details });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});

async function lockedDraft(
  context: Parameters<typeof lockedProgramme>[0],
  input: Input,
): ReturnType<typeof lockedProgramme> {
  const programme = await lockedProgramme(context, input);
  return programme.ok && programme.value.state !== 'DRAFT' ? err([illegalState(programme.value)]) : programme;
}
