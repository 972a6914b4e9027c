import type { EffectContext } from '#platform/use-case/use-case.js';
import { insertReminders, type NewReminder, type PendingPerson } from '../data/reminder-rows.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import type { Messenger } from './messenger.js';

/** Somebody to remind, and for which hour of a plan; null: because somebody asked for it. */
export type Reminded = PendingPerson & { readonly planHours: number | null };

export interface Reminding {
  readonly reminded: readonly Reminded[];
  /** Those whose managers are told; each has one. */
  readonly escalated: readonly PendingPerson[];
  /** How many a quota protects. */
  readonly skipped: number;
}

/**
 * Reminds people and tells managers, with what the quotas count, the event and the audit entry. The caller holds the
 * organization's reminders and the upgrade. Returns the end of the quiet hours if these put messages off.
 */
export async function remind(
  context: EffectContext,
  messenger: Messenger,
  upgrade: UpgradeRow,
  { reminded, escalated, skipped }: Reminding,
  now: Date,
): Promise<Date | null> {
  const { tx } = context;
  const { id, organizationId } = upgrade;
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id },
    details: { reminded: reminded.length, escalated: escalated.length, skippedByQuota: skipped },
  });
  if (reminded.length === 0 && escalated.length === 0) return null;
  const rows: NewReminder[] = [
    ...reminded.map(({ invitationId, round, memberId, planHours }) => {
      return { invitationId, round, memberId, planHours, kind: 'REMINDER' } as const;
    }),
    ...escalated.flatMap(({ invitationId, round, managerId }) =>
      managerId === null
        ? []
        : [{ invitationId, round, memberId: managerId, planHours: null, kind: 'ESCALATION' } as const],
    ),
  ];
  await insertReminders(tx, id, rows, reminded.length, now);
  const idsOf = (people: readonly PendingPerson[]): string[] =>
    people.map(({ invitationId }) => invitationId);
  const quiet = await messenger.tell(context, organizationId, 'REMINDER', idsOf(reminded));
  const quietForManagers = await messenger.escalate(context, organizationId, idsOf(escalated));
  context.signal(upgradeTopic(id));
  return quiet ?? quietForManagers;
}
