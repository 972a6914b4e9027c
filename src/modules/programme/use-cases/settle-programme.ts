import { databaseNow } from '#platform/db/clock.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { freeEnded, leftToDo } from '../data/programme-groups.js';
import { lockProgramme, moveProgramme } from '../data/programme-rows.js';
import { isDone } from '../domain/states.js';
import { programmeTopic } from '../domain/topics.js';

/**
 * Frees the groups whose upgrades are over, and completes a programme that has nothing left to do. A job of its own, for upgrades end under their own locks, and a
 * programme is locked before its upgrades. Idempotent.
 */
export function settleProgramme(runner: Runner, programmeId: string): Promise<void> {
  return runner.perform('settleProgramme', (context) => settle(context, programmeId));
}

/** The caller holds the programme, or nothing that comes after it in the order of locks. */
export async function settle(context: EffectContext, programmeId: string): Promise<void> {
  const { tx } = context;
  const programme = await lockProgramme(tx, programmeId);
  if (!programme) return;
  await freeEnded(tx, programmeId);
  if (!isDone({ ...programme, ...(await leftToDo(tx, programmeId)) })) return;
  await moveProgramme(tx, programme, 'COMPLETED', await databaseNow(tx));
  context.record({
    organizationId: programme.organizationId,
    subject: { type: 'UpgradeProgramme', id: programmeId },
    details: { completed: true, started: programme.started, skipped: programme.skipped },
  });
  context.signal(programmeTopic(programmeId));
}
