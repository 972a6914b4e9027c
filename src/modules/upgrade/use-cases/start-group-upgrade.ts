import { memberOf } from '#modules/directory/public.js';
import { sourceGroupById } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { lockGroupToStart } from './lock-group-to-start.js';
import { roleScope } from './owner-without-role.js';
import { startLockedGroup } from './start-locked-group.js';
import { outOfRange, type TermsInput, termsOf } from './terms.js';

export interface StartInput extends TermsInput {
  readonly sourceGroupId: string;
}

/**
 * Opens an upgrade and asks everybody on the roster. Only the group's owner may, or who has the owner's mandate, with
 * the permission besides. The source group's row is locked, so of two starts at once the second finds the first; the
 * constraint stands behind that.
 */
export const startGroupUpgrade = command<StartInput, { groupUpgradeId: string }>({
  name: 'startGroupUpgrade',
  action: 'upgrade.start',
  constraints: { group_upgrade_open_source_group_key: refuse('UPGRADE_ALREADY_OPEN', 'sourceGroupId') },
  async run(context, input) {
    const { sourceGroupId } = input;
    const { organizationId } = orNotFound(await sourceGroupById(context.tx, sourceGroupId));
    await context.authorize(roleScope(context, { organizationId, sourceGroupId }));
    const wrong = outOfRange(input);
    return wrong.length > 0 ? err(wrong) : startUpgrade(context, context.personId(), input);
  },
});

/** The start, for whoever has authorized it: really, or rehearsed. */
export async function startUpgrade(
  context: EffectContext,
  personId: string,
  input: StartInput,
): Promise<Result<{ groupUpgradeId: string }, Refusal[]>> {
  const { tx } = context;
  const { sourceGroupId } = input;
  const { organizationId } = orNotFound(await sourceGroupById(tx, sourceGroupId));
  const group = orNotFound(await lockGroupToStart(tx, { organizationId, sourceGroupId }));
  const starter = orNotFound(await memberOf(tx, personId, organizationId));
  const started = await startLockedGroup(context, group, starter, termsOf(input));
  return started.ok ? started : err([started.error]);
}
