import { command } from '#modules/identity/public.js';
import { outOfRange, type TermsInput, termsOf } from '#modules/upgrade/public.js';
import { newId } from '#kernel/ids.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import type { GroupFilter } from '../data/chosen-groups.js';
import { insertGroups } from '../data/programme-groups.js';
import { insertProgramme } from '../data/programme-rows.js';
import { NAME_MAX } from '../domain/limits.js';
import { callerMemberId } from './access.js';
import { fittingGroups, IN_PROGRAMME, listedGroups } from './chosen.js';

export interface CreateProgramme extends TermsInput {
  readonly organizationId: string;
  readonly name: string;
  readonly sourceGroupIds?: readonly string[] | null | undefined;
  readonly filter?: GroupFilter | null | undefined;
}

/**
 * Makes a draft of a programme. A filter is looked at once, here; then the list stands until somebody changes it. Of
 * two programmes that want the same group at once the constraint lets one have it.
 */
export const createUpgradeProgramme = command<CreateProgramme, { programmeId: string }>({
  name: 'createUpgradeProgramme',
  action: 'programme.write',
  constraints: { programme_group_held_source_group_key: IN_PROGRAMME },
  async run(context, input) {
    const { tx } = context;
    const { organizationId } = input;
    await context.authorize({ organizationId });
    const name = textField(input.name, 'name', { max: NAME_MAX });
    const wrong: Refusal[] = [...(name.ok ? [] : [name.error]), ...outOfRange(input)];
    if (!name.ok || wrong.length > 0) return err(wrong);
    const groups = await chosenGroups(context, input);
    if (!groups.ok) return groups;
    const id = newId();
    const terms = termsOf(input);
    await insertProgramme(tx, {
      id,
      organizationId,
      name: name.value,
      createdBy: await callerMemberId(context, organizationId),
      ...terms,
    });
    if (groups.value.length > 0) await insertGroups(tx, id, groups.value);
    context.record({
      organizationId,
      subject: { type: 'UpgradeProgramme', id },
      details: { name: name.value, groups: groups.value.length, ...terms },
    });
    return ok({ programmeId: id });
  },
});

async function chosenGroups(
  { tx }: { readonly tx: Parameters<typeof listedGroups>[0] },
  { organizationId, sourceGroupIds, filter }: CreateProgramme,
): Promise<Result<readonly string[], Refusal[]>> {
  if (sourceGroupIds && filter) return err([refuse('LIST_OR_FILTER', 'filter')]);
  if (filter) return fittingGroups(tx, organizationId, filter);
  return listedGroups(tx, organizationId, sourceGroupIds ?? []);
}
