import { mandateDecided, mandatesRequested } from '#modules/group/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { ownersAwaited } from './domain/events.js';
import type { OwnerMessenger } from './use-cases/owner-messenger.js';

/** Who is told when an owner's word is asked for, given or waited for. */
export const ownerMessageReactions = (messenger: OwnerMessenger): readonly Reaction[] => [
  on(mandatesRequested, (context, { organizationId, sourceGroupIds }) =>
    messenger.tellOwners(context, organizationId, 'MANDATE_REQUESTED', sourceGroupIds),
  ),
  on(mandateDecided, (context, { organizationId, sourceGroupId, isGranted }) =>
    messenger.tellAsker(
      context,
      organizationId,
      isGranted ? 'MANDATE_GRANTED' : 'MANDATE_REFUSED',
      sourceGroupId,
    ),
  ),
  on(ownersAwaited, (context, { organizationId, sourceGroupIds }) =>
    messenger.tellOwners(context, organizationId, 'UPGRADE_AWAITS_OWNER', sourceGroupIds),
  ),
];
