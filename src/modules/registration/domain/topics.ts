/** Signalled at every change of a registration. */
export const registrationTopic = (registrationId: string): string => `registration:${registrationId}`;
