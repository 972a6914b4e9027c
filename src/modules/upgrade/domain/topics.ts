/** Signalled with every change of an upgrade. */
export const upgradeTopic = (upgradeId: string): string => `upgrade:${upgradeId}`;
/** Signalled when an upgrade's questions change by anything else than their answers. */
export const questionsTopic = (upgradeId: string): string => `questions:${upgradeId}`;
/** Signalled when a person is asked, can answer at last, or has answered. */
export const ownInvitationsTopic = (personId: string): string => `invitations:${personId}`;
