export {
  completeTakeover,
  createEnterpriseGroup,
  dissolveForming,
  enterpriseGroupLoader,
  isGroupMember,
  type TakeoverMember,
} from './data/enterprise-groups.js';
export { historyProof, verifyConversation } from './data/conversations.js';
export { rosterEntryLoader } from './data/roster.js';
export {
  type LockedSourceGroup,
  lockSourceGroup,
  sourceGroupById,
  sourceGroupLoader,
} from './data/source-groups.js';
export { eraseIdentities, lockGroupsOf } from './use-cases/erase-identities.js';
export { groupChanged } from './domain/events.js';
