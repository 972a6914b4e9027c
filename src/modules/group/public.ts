export {
  completeTakeover,
  createEnterpriseGroup,
  dissolveForming,
  enterpriseGroupById,
  enterpriseGroupLoader,
  type EnterpriseGroupRow,
  isGroupMember,
  type NewEnterpriseGroup,
  type Takeover,
  type TakeoverMember,
} from './data/enterprise-groups.js';
export { historyProof, type HistoryProofRow, verifyConversation } from './data/conversations.js';
export { rosterEntryLoader, type RosterEntryRow } from './data/roster.js';
export {
  type LockedSourceGroup,
  lockSourceGroup,
  sourceGroupById,
  sourceGroupLoader,
  type SourceGroupRow,
} from './data/source-groups.js';
export { groupChanged } from './domain/events.js';
export { type EnterpriseGroupState, type GroupRole, type SourceGroupState } from './domain/states.js';
