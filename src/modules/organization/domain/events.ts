import { domainEvent } from '#kernel/domain-event.js';
import type { OrganizationSettings } from './settings.js';

/** An organization exists from now on. Whoever applied for it (`personId`, E.164 `mobile`) is to run it. */
export const organizationCreated = domainEvent<{
  organizationId: string;
  personId: string;
  shortName: string;
  applicantName: string;
  mobile: string;
}>('organization.created');

/** A reviewer has suspended an organization: its people can read and not change anything. */
export const organizationSuspended = domainEvent<{ organizationId: string }>('organization.suspended');

/** A suspended organization goes on. */
export const organizationReinstated = domainEvent<{ organizationId: string }>('organization.reinstated');

/** An organization has changed its settings, these of them. */
export const settingsChanged = domainEvent<{
  organizationId: string;
  changed: readonly (keyof OrganizationSettings)[];
}>('organization.settings-changed');
