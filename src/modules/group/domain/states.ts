import type { Transitions } from '#kernel/transitions.js';

export type SourceGroupState = 'LIVE' | 'CEASED';
export type EnterpriseGroupState = 'FORMING' | 'ACTIVE' | 'DISSOLVED';
export type GroupRole = 'OWNER' | 'ADMIN' | 'MEMBER';

/** There is no way back from a cut-over. */
export const sourceGroupTransitions: Transitions<SourceGroupState> = { LIVE: ['CEASED'], CEASED: [] };

export const enterpriseGroupTransitions: Transitions<EnterpriseGroupState> = {
  FORMING: ['ACTIVE', 'DISSOLVED'],
  ACTIVE: ['DISSOLVED'],
  DISSOLVED: [],
};
