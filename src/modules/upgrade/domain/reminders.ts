import type { InvitationState } from './states.js';

/** Reminders to one person in any 24 hours, over all upgrades of the organization. */
export const REMINDERS_A_DAY = 3;
/** Reminders of one invitation in a round. */
export const REMINDERS_A_ROUND = 6;

const HOUR_MS = 3_600_000;

/** Somebody who has not answered, with how often they were reminded. */
export interface Candidate {
  readonly invitationId: string;
  readonly memberId: string;
  /** Of this invitation in its round. */
  readonly remindedInRound: number;
  /** Of anything, in the last 24 hours. */
  readonly remindedInDay: number;
}

/** Those who may be reminded now, and those whom a quota protects. Who stands here twice counts twice. */
export function withinQuota<C extends Candidate>(
  candidates: readonly C[],
): { readonly granted: readonly C[]; readonly skipped: readonly C[] } {
  const today = new Map<string, number>();
  const granted: C[] = [];
  const skipped: C[] = [];
  for (const candidate of candidates) {
    const used = today.get(candidate.memberId) ?? candidate.remindedInDay;
    const free = used < REMINDERS_A_DAY && candidate.remindedInRound < REMINDERS_A_ROUND;
    if (free) today.set(candidate.memberId, used + 1);
    (free ? granted : skipped).push(candidate);
  }
  return { granted, skipped };
}

/** Why somebody who was to be reminded by name was not. */
export const notRemindedReasons = [
  'ANSWERED',
  'BLOCKED',
  'EXPIRED',
  'REVOKED',
  'OTHERS_WANTED',
  'MESSAGE_WAITS',
  'QUOTA',
] as const;
export type NotRemindedReason = (typeof notRemindedReasons)[number];

/**
 * Why an invitation is not reminded of: by its state, whether its time is over, and why its person is spared; else it was
 * asked later than was wanted, or somebody of another department.
 */
export function whyNotReminded(
  { state, expiresAt }: { readonly state: InvitationState; readonly expiresAt: Date },
  now: Date,
  spared: NotRemindedReason | undefined,
): NotRemindedReason {
  if (state === 'BLOCKED' || state === 'REVOKED' || state === 'EXPIRED') return state;
  if (state !== 'PENDING') return 'ANSWERED';
  if (now >= expiresAt) return 'EXPIRED';
  return spared ?? 'OTHERS_WANTED';
}

/** When those are reminded who do not answer, in hours after they were asked. */
export interface Plan {
  readonly reminderHours: readonly number[];
  readonly escalateHours: number | null;
}

/** Where somebody stands in a plan. */
export interface Planned {
  readonly askedAt: Date;
  /** The last hour of the plan for which they were reminded since they were asked; null before the first. */
  readonly doneHours: number | null;
  readonly escalated: boolean;
}

const hoursAfter = (askedAt: Date, hours: number): number => askedAt.getTime() + hours * HOUR_MS;

/**
 * The hour of the plan for which a reminder is due: the latest one that is over. Those that were missed before it, in
 * a pause for instance, are not made up for.
 */
export function dueHours(plan: Plan, { askedAt, doneHours }: Planned, now: Date): number | undefined {
  return plan.reminderHours
    .filter((hours) => hours > (doneHours ?? 0) && hoursAfter(askedAt, hours) <= now.getTime())
    .toSorted((a, b) => b - a)[0];
}

export function escalationDue(plan: Plan, { askedAt, escalated }: Planned, now: Date): boolean {
  return (
    plan.escalateHours !== null && !escalated && hoursAfter(askedAt, plan.escalateHours) <= now.getTime()
  );
}

/** When the plan first has something to do for somebody who is asked now; never, where it is empty. */
export function firstInstant({ reminderHours, escalateHours }: Plan, now: Date): Date | undefined {
  const steps = escalateHours === null ? reminderHours : [...reminderHours, escalateHours];
  return steps.length === 0 ? undefined : new Date(hoursAfter(now, Math.min(...steps)));
}

/** When the plan next has something to do for one of them, if it ever does. */
export function nextInstant(plan: Plan, people: readonly Planned[], now: Date): Date | undefined {
  let next = Infinity;
  for (const { askedAt, escalated } of people) {
    const steps = [...plan.reminderHours];
    if (plan.escalateHours !== null && !escalated) steps.push(plan.escalateHours);
    for (const hours of steps) {
      const at = hoursAfter(askedAt, hours);
      if (at > now.getTime() && at < next) next = at;
    }
  }
  return next === Infinity ? undefined : new Date(next);
}
