export {
  completeTakeover,
  createEnterpriseGroup,
  dissolveForming,
  enterpriseGroupLoader,
  type TakeoverMember,
} from './data/enterprise-groups.js';
export { historyProof, verifyConversation } from './data/conversations.js';
export type { HistoryView } from './data/messages.js';
export { presentMandates } from './data/mandates.js';
export { staysOut } from './data/outsiders.js';
export { identitiesOf } from './data/person-identities.js';
export { isGroupMember } from './data/places.js';
export { rosterEntryLoader } from './data/roster.js';
export { proveShown } from './data/shown-history.js';
export {
  type LockedSourceGroup,
  lockSourceGroup,
  lockSourceGroupAndPeople,
  sourceGroupById,
  sourceGroupLoader,
} from './data/source-groups.js';
export { displayName } from './domain/display-name.js';
export {
  groupChanged,
  mandateDecided,
  mandatesRequested,
  memberAdmitted,
  mobilesMatched,
} from './domain/events.js';
export { type OwnerMobile, ownerUnknown } from './domain/owner-unknown.js';
export { GROUPS_MAX } from './domain/limits.js';
export { actsForOwner } from './use-cases/acts-for-owner.js';
export { rosterEntry } from './use-cases/source-group.js';
export { type ErasedAuthor, eraseAuthor } from './use-cases/erase-author.js';
