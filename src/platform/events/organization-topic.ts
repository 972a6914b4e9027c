/** Signalled with everything that is recorded for an organization: nothing changes in one without an audit entry. */
export const organizationTopic = (organizationId: string): string => `organization:${organizationId}`;
