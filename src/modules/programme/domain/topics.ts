/** Signalled with every change of a programme and of its groups; those of its upgrades have topics of their own. */
export const programmeTopic = (programmeId: string): string => `programme:${programmeId}`;
