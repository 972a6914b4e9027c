import { command } from '#modules/identity/public.js';
import { cancelUpgrade, lockOpenUpgradesOf, resumeAfterProgramme } from '#modules/upgrade/public.js';
import { optionalReason } from '#kernel/reason-field.js';
import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { moveProgramme } from '../data/programme-rows.js';
import { programmeTopic } from '../domain/topics.js';
import { type ProgrammeInput, turnableProgramme } from './access.js';

type Input = ProgrammeInput & {
  readonly reason?: string | null | undefined;
  readonly cancelOpenUpgrades?: boolean | null | undefined;
};

/**
 * Gives a programme up: nothing more is started, and its groups are free for another. Its open upgrades are given up
 * with it, or go on by themselves, also those that stood still for it.
 */
export const cancelUpgradeProgramme = command<Input, { programmeId: string }>({
  name: 'cancelUpgradeProgramme',
  action: 'programme.write',
  async run(context, input) {
    const found = await turnableProgramme(context, input, 'CANCELLED');
    if (!found.ok) return found;
    const text = optionalReason(input.reason);
    if (!text.ok) return text;
    const { id, organizationId } = found.value;
    const now = await databaseNow(context.tx);
    await moveProgramme(context.tx, found.value, 'CANCELLED', now);
    const details = input.cancelOpenUpgrades
      ? { cancelled: await cancelOpen(context, id, text.value) }
      : { resumed: await resumeAfterProgramme(context, id, now) };
    context.record({
      organizationId,
      subject: { type: 'UpgradeProgramme', id },
      details: { ...details, ...(text.value === undefined ? {} : { reason: text.value }) },
    });
    context.signal(programmeTopic(id));
    return ok({ programmeId: id });
  },
});

async function cancelOpen(
  context: EffectContext,
  programmeId: string,
  reason: string | undefined,
): Promise<number> {
  const open = await lockOpenUpgradesOf(context.tx, programmeId);
  for (const upgrade of open) await cancelUpgrade(context, upgrade, reason);
  return open.length;
}
