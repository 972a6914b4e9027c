import { GROUPS_MAX } from '#modules/group/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import type { Sql } from '#platform/db/sql.js';
import { notFound } from '#platform/use-case/failures.js';
import { countOwn, filteredGroups, type GroupFilter } from '../data/chosen-groups.js';
import { MEMBERS, NAME_MAX } from '../domain/limits.js';

/** Where a group is chosen that is in a programme already; for the constraints behind it. */
export const IN_PROGRAMME = refuse('GROUP_IN_PROGRAMME', 'sourceGroupIds');

/**
 * The groups of a list, to be added to a programme that has `already`. Throws NOT_FOUND where one is not the
 * organization's.
 */
export async function listedGroups(
  sql: Sql,
  organizationId: string,
  sourceGroupIds: readonly string[],
  already = 0,
): Promise<Result<readonly string[], Refusal[]>> {
  if (already + sourceGroupIds.length > GROUPS_MAX) return err([tooMany('sourceGroupIds')]);
  const repeated = sourceGroupIds.findIndex((id, index) => sourceGroupIds.indexOf(id) < index);
  if (repeated >= 0) return err([refuse('REPEATED', ['sourceGroupIds', String(repeated)])]);
  if ((await countOwn(sql, organizationId, sourceGroupIds)) < sourceGroupIds.length) throw notFound();
  return ok(sourceGroupIds);
}

/** The groups that fit a filter now. */
export async function fittingGroups(
  sql: Sql,
  organizationId: string,
  filter: GroupFilter,
): Promise<Result<readonly string[], Refusal[]>> {
  const checked = checkedFilter(filter);
  if (!checked.ok) return checked;
  const ids = await filteredGroups(sql, organizationId, checked.value, GROUPS_MAX + 1);
  return ids.length > GROUPS_MAX ? err([tooMany('filter')]) : ok(ids);
}

/** More groups than a programme can have. */
export function tooMany(field: string): Refusal {
  return refuse('TOO_MANY_GROUPS', field, { max: GROUPS_MAX });
}

function checkedFilter(filter: GroupFilter): Result<GroupFilter, Refusal[]> {
  const refusals: Refusal[] = [];
  const text = (name: 'platform' | 'nameContains'): string | undefined => {
    const raw = filter[name];
    if (raw === undefined) return undefined;
    const clean = textField(raw, name, { max: NAME_MAX });
    if (clean.ok) return clean.value;
    refusals.push({ ...clean.error, field: ['filter', name] });
    return undefined;
  };
  for (const name of ['minMembers', 'maxMembers'] as const) {
    const value = filter[name] ?? MEMBERS.min;
    if (value < MEMBERS.min || value > MEMBERS.max) {
      refusals.push(refuse('OUT_OF_RANGE', ['filter', name], MEMBERS));
    }
  }
  const clean = { ...filter, platform: text('platform'), nameContains: text('nameContains') };
  return refusals.length > 0 ? err(refusals) : ok(clean);
}
