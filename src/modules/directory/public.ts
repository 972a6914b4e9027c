export { memberActivated, memberChanged, membersImported } from './domain/events.js';
export { eraseAccounts, isLastAdministrator, lockAccountsOf } from './use-cases/erase-accounts.js';
export { memberLoader, memberOf, rolesOf, rolesOfAll } from './data/member-queries.js';
