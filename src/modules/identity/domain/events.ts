import { domainEvent } from '#kernel/domain-event.js';

/** A person has proved that a mobile is theirs. */
export const personSignedIn = domainEvent<{ personId: string; mobile: string }>('identity.person-signed-in');
