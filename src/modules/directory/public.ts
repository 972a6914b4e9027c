export { memberActivated, memberChanged, membersImported } from './domain/events.js';
export { memberLoader, memberOf, rolesOf } from './data/member-queries.js';
