import { deliverySettingsOf } from '#modules/delivery/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { askingUpgradesOf, lockReminders, pendingPeople } from '../data/reminder-rows.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import {
  dueHours,
  escalationDue,
  firstInstant,
  nextInstant,
  type Plan,
  withinQuota,
} from '../domain/reminders.js';
import type { Messenger } from './messenger.js';
import { remind } from './remind.js';

export const PLAN_JOB = 'upgrade.remind';
/** A paused upgrade is looked at again after this, in ms: what was due in the pause is then due at once. */
const PAUSED_MS = 3_600_000;

const isEmpty = ({ reminderHours, escalateHours }: Plan): boolean =>
  reminderHours.length === 0 && escalateHours === null;

/** Reminds those for whom an hour of the organization's plan is over, and asks for the next run. Idempotent. */
export function remindByPlan(runner: Runner, messenger: Messenger, upgradeId: string): Promise<void> {
  return runner.perform('remindByPlan', async (context) => {
    const { tx } = context;
    const known = await upgradeById(tx, upgradeId);
    if (!known) return;
    await lockReminders(tx, known.organizationId);
    const upgrade = await lockUpgrade(tx, upgradeId);
    if (!upgrade) return;
    const plan = await deliverySettingsOf(tx, upgrade.organizationId);
    if (isEmpty(plan)) return;
    const now = await databaseNow(tx);
    if (upgrade.state === 'PAUSED') return enqueueAt(context, upgradeId, new Date(now.getTime() + PAUSED_MS));
    if (upgrade.state !== 'INVITING') return;
    const pending = await pendingPeople(tx, upgradeId, now);
    const owing = pending.filter((one) => !one.answeredElsewhere);
    const due = owing.flatMap((one) => {
      const planHours = dueHours(plan, one, now);
      return planHours === undefined ? [] : [{ ...one, planHours }];
    });
    const { granted, skipped } = withinQuota(due.filter((one) => !one.messageWaits));
    const escalated = owing.filter((one) => one.managerId !== null && escalationDue(plan, one, now));
    if (granted.length > 0 || escalated.length > 0) {
      const counts = { reminded: granted, escalated, skipped: skipped.length };
      await remind(context, messenger, upgrade, counts, now);
    }
    const next = nextInstant(plan, pending, now);
    if (next) await enqueueAt(context, upgradeId, next);
  });
}

/**
 * Lets the plan look at an upgrade of which somebody was asked just now, once it first has something to do for them;
 * where it looks before that anyway, it sees to that. Without a plan nothing is enqueued. The caller holds the upgrade.
 * Whatever the size of its log and the number of its people, it costs the same: it happens at each cure.
 */
export async function planReminders(
  context: EffectContext,
  organizationId: string,
  upgradeId: string,
): Promise<void> {
  const plan = await deliverySettingsOf(context.tx, organizationId);
  if (isEmpty(plan)) return;
  const first = firstInstant(plan, await databaseNow(context.tx));
  if (first) await enqueueAt(context, upgradeId, first, true);
}

/** Lets a plan that has changed look at every upgrade that it is for. */
export async function replanReminders(context: EffectContext, organizationId: string): Promise<void> {
  if (isEmpty(await deliverySettingsOf(context.tx, organizationId))) return;
  for (const id of await askingUpgradesOf(context.tx, organizationId))
    await enqueueAt(context, id, undefined);
}

function enqueueAt(
  context: EffectContext,
  groupUpgradeId: string,
  runAt: Date | undefined,
  unlessSooner = false,
): Promise<void> {
  const key = `${PLAN_JOB}:${groupUpgradeId}`;
  return context.enqueue(PLAN_JOB, { groupUpgradeId }, runAt ? { runAt, key, unlessSooner } : { key });
}
