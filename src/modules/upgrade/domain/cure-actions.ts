import type { Cure } from './states.js';

/** What a mutation that cures is to be told: which of the ids that are known. */
export interface CureAction {
  readonly mutation: string;
  readonly about: readonly ('organization' | 'sourceGroup' | 'member')[];
}

/** The mutation that brings each cure about; of the sign-in, the one that the person sends. */
export const cureActions: Readonly<Record<Cure, CureAction>> = {
  PROVIDE_MOBILE: { mutation: 'importSourceGroupMobiles', about: ['sourceGroup'] },
  CREATE_MEMBER: { mutation: 'createMember', about: ['organization'] },
  MEMBER_SIGNS_IN: { mutation: 'requestSignInCode', about: ['member'] },
  ENABLE_MEMBER: { mutation: 'enableMember', about: ['member'] },
  REJOIN_SOURCE_GROUP: { mutation: 'importSourceGroup', about: ['organization'] },
  RELAX_REGION_RULE: { mutation: 'updateOrganizationSettings', about: ['organization'] },
};
