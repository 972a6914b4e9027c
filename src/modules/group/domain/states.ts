import type { Transitions } from '#kernel/transitions.js';

export const sourceGroupStates = ['LIVE', 'CEASED'] as const;
export type SourceGroupState = (typeof sourceGroupStates)[number];

export const enterpriseGroupStates = ['FORMING', 'ACTIVE', 'DISSOLVED'] as const;
export type EnterpriseGroupState = (typeof enterpriseGroupStates)[number];

export const groupRoles = ['OWNER', 'ADMIN', 'MEMBER'] as const;
export type GroupRole = (typeof groupRoles)[number];

/** There is no way back from a cut-over. */
export const sourceGroupTransitions: Transitions<SourceGroupState> = { LIVE: ['CEASED'], CEASED: [] };

export const enterpriseGroupTransitions: Transitions<EnterpriseGroupState> = {
  FORMING: ['ACTIVE', 'DISSOLVED'],
  ACTIVE: ['DISSOLVED'],
  DISSOLVED: [],
};
