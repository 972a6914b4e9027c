/** Signalled with every change of an upgrade. */
export const upgradeTopic = (upgradeId: string): string => `upgrade:${upgradeId}`;
