import { domainEvent } from '#kernel/domain-event.js';

/** An organization exists from now on. Whoever applied for it (`personId`, E.164 `mobile`) is to run it. */
export const organizationCreated = domainEvent<{
  organizationId: string;
  personId: string;
  shortName: string;
  applicantName: string;
  mobile: string;
}>('organization.created');
