/** The states of upgrades by the names under which they are counted. */
export const upgradesCounted = {
  inviting: 'INVITING',
  coolingOff: 'COOLING_OFF',
  paused: 'PAUSED',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
} as const;

/** An upgrade's counters of its invitations, as its columns are called. */
export const invitationsCounted = [
  'blocked',
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
  'withdrawn',
  'included',
  'excluded',
] as const;
