import { memberOf } from '#modules/directory/public.js';
import { lockSourceGroup } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { ANSWER_DAYS, COOLING_OFF_HOURS, MINIMUM_MEMBERS } from '../domain/limits.js';
import type { Terms } from './open-upgrade.js';
import { startLockedGroup } from './start-locked-group.js';

export interface StartInput {
  readonly sourceGroupId: string;
  readonly answerDays?: number | null;
  readonly coolingOffHours?: number | null;
  readonly minimumMembers?: number | null;
}

/**
 * Opens an upgrade and asks everybody on the roster. Only the group's owner may, with the permission. The source
 * group's row is locked, so of two starts at once the second finds the first; the constraint stands behind that.
 */
export const startGroupUpgrade = command<StartInput, { groupUpgradeId: string }>({
  name: 'startGroupUpgrade',
  action: 'upgrade.start',
  constraints: { group_upgrade_open_source_group_key: refuse('UPGRADE_ALREADY_OPEN', 'sourceGroupId') },
  async run(context, input) {
    const { tx } = context;
    const group = orNotFound(await lockSourceGroup(tx, input.sourceGroupId));
    await context.authorize({ organizationId: group.organizationId });
    const wrong = outOfRange(input);
    if (wrong.length > 0) return err(wrong);
    const starter = orNotFound(await memberOf(tx, context.personId(), group.organizationId));
    const started = await startLockedGroup(context, group, starter, termsOf(input));
    return started.ok ? started : err([started.error]);
  },
});

/** What the terms of an upgrade are that are no such. */
export function outOfRange(input: Partial<StartInput>): Refusal[] {
  const bounds = {
    answerDays: ANSWER_DAYS,
    coolingOffHours: COOLING_OFF_HOURS,
    minimumMembers: MINIMUM_MEMBERS,
  };
  return (Object.keys(bounds) as (keyof typeof bounds)[]).flatMap((field) => {
    const { min, max } = bounds[field];
    const value = input[field] ?? bounds[field].default;
    return Number.isInteger(value) && value >= min && value <= max
      ? []
      : [refuse('OUT_OF_RANGE', field, { min, max })];
  });
}

export function termsOf(input: Partial<StartInput>): Omit<Terms, 'startedBy'> {
  return {
    answerDays: input.answerDays ?? ANSWER_DAYS.default,
    coolingOffHours: input.coolingOffHours ?? COOLING_OFF_HOURS.default,
    minimumMembers: input.minimumMembers ?? MINIMUM_MEMBERS.default,
  };
}
