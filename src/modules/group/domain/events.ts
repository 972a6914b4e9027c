import { domainEvent } from '#kernel/domain-event.js';

/** A source group's roster, its owner or the mobiles of its members may have changed. */
export const groupChanged = domainEvent<{ sourceGroupId: string; organizationId: string }>('group.changed');
