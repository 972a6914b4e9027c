import { deliverySettingsChanged, messagesSeen } from '#modules/delivery/public.js';
import { memberAdmitted } from '#modules/group/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { markInvitationsSeen } from './data/invitation-links.js';
import { peopleAsked } from './data/own-invitations.js';
import { isCutShort } from './domain/conclusions.js';
import { invitationNews, questionsEnded, upgradeEnded } from './domain/events.js';
import { ownInvitationsTopic, questionsTopic } from './domain/topics.js';
import type { Messenger } from './use-cases/messenger.js';
import { planReminders, replanReminders } from './use-cases/remind-by-plan.js';
import { OUTCOME_JOB } from './use-cases/tell-outcome.js';

/** Who looks at their own invitations hears of news: whoever knows of theirs by the upgrade, who is new by themself. */
const hints: readonly Reaction[] = [
  on(invitationNews, async (context, { groupUpgradeId, kind, invitationIds }) => {
    context.signal(questionsTopic(groupUpgradeId));
    if (kind !== 'INVITED' && kind !== 'UNBLOCKED') return;
    for (const personId of await peopleAsked(context.tx, invitationIds))
      context.signal(ownInvitationsTopic(personId));
  }),
  on(upgradeEnded, async (context, { groupUpgradeId }) => context.signal(questionsTopic(groupUpgradeId))),
];

/** What is told when there is news, and what follows when messages are opened or the plan of reminders changes. */
export const messageReactions = (messenger: Messenger): readonly Reaction[] => [
  ...hints,
  on(invitationNews, async (context, { organizationId, groupUpgradeId, kind, invitationIds }) => {
    if (invitationIds.length === 0) return;
    await messenger.tell(context, organizationId, kind, invitationIds);
    if (kind !== 'EXPIRES_SOON') await planReminders(context, organizationId, groupUpgradeId);
  }),
  on(questionsEnded, (context, { organizationId, kind, invitationIds }) =>
    messenger.conclude(context, organizationId, invitationIds, (recipient) =>
      recipient.isKnown && (kind === 'REMOVED' || isCutShort(recipient)) ? kind : undefined,
    ),
  ),
  on(upgradeEnded, (context, { groupUpgradeId }) => context.enqueue(OUTCOME_JOB, { groupUpgradeId })),
  on(memberAdmitted, (context, admission) => messenger.welcome(context, admission)),
  on(messagesSeen, async (context, { personId, topics }) => {
    const ids = topics.filter(({ type }) => type === 'Invitation').map(({ id }) => id);
    await markInvitationsSeen(context.tx, ids, personId, 'IN_APP');
  }),
  on(deliverySettingsChanged, (context, { organizationId }) => replanReminders(context, organizationId)),
];
