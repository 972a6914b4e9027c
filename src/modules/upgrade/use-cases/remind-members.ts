import { type Action, command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { Command, CommandContext } from '#platform/use-case/use-case.js';
import { lockInvitationsById } from '../data/invitation-rows.js';
import { countOfUpgrade, isDepartmentOf, lockReminders, pendingPeople } from '../data/reminder-rows.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import { type Candidate, type NotRemindedReason, whyNotReminded, withinQuota } from '../domain/reminders.js';
import type { UpgradeState } from '../domain/states.js';
import { chosenRefusal } from './chosen.js';
import type { Messenger } from './messenger.js';
import { remind } from './remind.js';

export interface RemindInput {
  readonly groupUpgradeId: string;
  readonly invitationIds?: readonly string[] | null;
  readonly olderThanHours?: number | null;
  readonly departmentId?: string | null;
  readonly escalate?: boolean | null;
}

type Outcome = {
  groupUpgradeId: string;
  reminded: number;
  skippedByQuota: number;
  skippedAsMessageWaits: number;
  escalated: number;
  /** ISO 8601; null outside of quiet hours. */
  putOffUntil: string | null;
  /** Of those who were named, who was not; null where nobody was. */
  notReminded: string[] | null;
  /** Of each of these, why not. */
  whyNot: NotRemindedReason[];
};

export const OLDER_THAN_HOURS = { min: 0, max: 8_760 } as const;

/** Why nobody can be reminded in a state of the upgrade. */
const refusals: Readonly<Record<Exclude<UpgradeState, 'INVITING'>, Refusal>> = {
  PAUSED: refuse('UPGRADE_PAUSED', 'groupUpgradeId'),
  COOLING_OFF: refuse('ANSWERS_CLOSED', 'groupUpgradeId'),
  COMPLETED: refuse('UPGRADE_COMPLETED', 'groupUpgradeId'),
  CANCELLED: refuse('UPGRADE_CANCELLED', 'groupUpgradeId'),
};

/**
 * Reminds those who can answer and have not. Under the upgrade's lock, so that nobody is reminded of what they have
 * answered; who answers before the message leaves gets none.
 */
export const remindMembers = (messenger: Messenger): Command<Action, RemindInput, Outcome> =>
  command({
    name: 'remindMembers',
    action: 'upgrade.manage',
    async run(context, input) {
      const { tx } = context;
      const { groupUpgradeId } = input;
      const { organizationId } = orNotFound(await upgradeById(tx, groupUpgradeId));
      await context.authorize({ organizationId });
      const { min, max } = OLDER_THAN_HOURS;
      const age = input.olderThanHours ?? 0;
      if (age < min || age > max) return err([refuse('OUT_OF_RANGE', 'olderThanHours', { min, max })]);
      const wrong = input.invitationIds ? chosenRefusal(input.invitationIds) : undefined;
      if (wrong) return err([wrong]);
      await mustBeOwn(context, organizationId, input);
      await lockReminders(tx, organizationId);
      const upgrade = orNotFound(await lockUpgrade(tx, groupUpgradeId));
      if (upgrade.state !== 'INVITING') return err([refusals[upgrade.state]]);
      const now = await databaseNow(tx);
      const pending = await pendingPeople(tx, groupUpgradeId, now, {
        invitationIds: input.invitationIds ?? undefined,
        departmentId: input.departmentId ?? undefined,
        askedBefore: age === 0 ? undefined : new Date(now.getTime() - age * 3_600_000),
      });
      const owing = pending.filter((one) => !one.answeredElsewhere);
      const { granted, skipped } = withinQuota(owing.filter((one) => !one.messageWaits));
      const awaiting = owing.filter((one) => one.messageWaits);
      const escalated = input.escalate ? owing.filter((one) => one.managerId !== null && !one.escalated) : [];
      const reminded = granted.map((one) => ({ ...one, planHours: null }));
      const counts = { reminded, escalated, skipped: skipped.length };
      const spared = new Map<string, NotRemindedReason>([
        ...idsOf(pending.filter((one) => one.answeredElsewhere)).map((id) => [id, 'ANSWERED'] as const),
        ...idsOf(awaiting).map((id) => [id, 'MESSAGE_WAITS'] as const),
        ...idsOf(skipped).map((id) => [id, 'QUOTA'] as const),
      ]);
      const left = await leftOutOf(context, input, { reminded: idsOf(reminded), spared }, now);
      const putOff = await remind(context, messenger, upgrade, counts, now);
      return ok({
        groupUpgradeId,
        reminded: reminded.length,
        skippedByQuota: skipped.length,
        skippedAsMessageWaits: awaiting.length,
        escalated: escalated.length,
        putOffUntil: putOff?.toISOString() ?? null,
        ...left,
      });
    },
  });

const idsOf = (people: readonly Candidate[]): string[] => people.map(({ invitationId }) => invitationId);

/** What is named must belong to the upgrade and its organization; else it does not exist. */
async function mustBeOwn(
  { tx }: CommandContext,
  organizationId: string,
  { groupUpgradeId, invitationIds, departmentId }: RemindInput,
): Promise<void> {
  const ids = new Set(invitationIds);
  if (ids.size > 0 && (await countOfUpgrade(tx, groupUpgradeId, [...ids])) < ids.size) throw notFound();
  if (departmentId && !(await isDepartmentOf(tx, organizationId, departmentId))) throw notFound();
}

/** Of whom there is a reminder, and who is spared why though they could answer, by invitation. */
interface Sparing {
  readonly reminded: readonly string[];
  readonly spared: ReadonlyMap<string, NotRemindedReason>;
}

/** Who was named and is not reminded, each with the reason, in the order in which they were named. */
async function leftOutOf(
  { tx }: CommandContext,
  { groupUpgradeId, invitationIds }: RemindInput,
  { reminded, spared }: Sparing,
  now: Date,
): Promise<Pick<Outcome, 'notReminded' | 'whyNot'>> {
  if (!invitationIds) return { notReminded: null, whyNot: [] };
  const done = new Set(reminded);
  const notReminded = invitationIds.filter((id) => !done.has(id));
  const found = await lockInvitationsById(tx, groupUpgradeId, notReminded);
  const byId = new Map(found.map((one) => [one.id, one]));
  const whyNot = notReminded.map((id) => whyNotReminded(orNotFound(byId.get(id)), now, spared.get(id)));
  return { notReminded, whyNot };
}
