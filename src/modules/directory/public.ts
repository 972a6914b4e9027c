export { holdAccount, holdAccounts } from './data/account-locks.js';
export { holdDirectory } from './data/directory-lock.js';
export { accountsChanged, type ChangedAccount } from './domain/events.js';
export {
  eraseAccounts,
  isLastAdministrator,
  lockAccountsOf,
  type PersonAccount,
} from './use-cases/erase-accounts.js';
export { memberLoader, memberOf, rolesOf, rolesOfAll } from './data/member-queries.js';
