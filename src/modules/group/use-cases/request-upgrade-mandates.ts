import { memberOf } from '#modules/directory/public.js';
import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { badInput, notFound, orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { countUnreachable, requestMandates } from '../data/mandates.js';
import { lockSourceGroups, sourceGroupsByIds } from '../data/source-groups.js';
import { mandatesRequested } from '../domain/events.js';
import { GROUPS_MAX } from '../domain/limits.js';

/** Asks the owners of many groups for their mandate. Who is being asked already or has said yes is not asked again, nor told. */
export const requestUpgradeMandates = command<
  { sourceGroupIds: readonly string[] },
  { sourceGroupIds: readonly string[]; requested: number; unreachable: number }
>({
  name: 'requestUpgradeMandates',
  action: 'mandate.request',
  async run(context, input) {
    const sourceGroupIds = [...new Set(input.sourceGroupIds)];
    if (sourceGroupIds.length === 0) throw badInput('At least one group is needed.');
    const groups = [...(await sourceGroupsByIds(context.tx, sourceGroupIds)).values()];
    if (groups.length !== sourceGroupIds.length) throw notFound();
    // Each is held until the commit, in the order of ids, in which everybody holds several.
    const organizationIds = [...new Set(groups.map((group) => group.organizationId))].toSorted();
    for (const organizationId of organizationIds) await context.authorize({ organizationId });
    if (sourceGroupIds.length > GROUPS_MAX)
      return err([refuse('OUT_OF_RANGE', 'sourceGroupIds', { min: 1, max: GROUPS_MAX })]);
    await lockSourceGroups(context.tx, sourceGroupIds);
    const asked: string[] = [];
    for (const organizationId of organizationIds) {
      const own = groups.filter((group) => group.organizationId === organizationId).map(({ id }) => id);
      asked.push(...(await requestOf(context, organizationId, own)));
    }
    const unreachable = await countUnreachable(context.tx, asked);
    return ok({ sourceGroupIds, requested: asked.length, unreachable });
  },
});

async function requestOf(
  context: CommandContext,
  organizationId: string,
  sourceGroupIds: readonly string[],
): Promise<string[]> {
  const { tx } = context;
  const { memberId } = orNotFound(await memberOf(tx, context.personId(), organizationId));
  const asked = await requestMandates(tx, sourceGroupIds, memberId, await databaseNow(tx));
  const details = { groups: sourceGroupIds.length, requested: asked.length };
  context.record({ organizationId, subject: { type: 'Organization', id: organizationId }, details });
  for (const id of asked) context.record({ organizationId, subject: { type: 'SourceGroup', id } });
  await context.emit(mandatesRequested, { organizationId, sourceGroupIds: asked });
  return asked;
}
