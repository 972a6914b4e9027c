export { memberActivated, memberChanged, membersImported } from './domain/events.js';
export type { MemberStatus } from './domain/member.js';
export { memberLoader, memberOf, type MemberRow, type Membership, rolesOf } from './data/member-queries.js';
