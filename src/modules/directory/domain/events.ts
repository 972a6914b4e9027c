import { domainEvent } from '#kernel/domain-event.js';

/** An account that is not as it was, with a mobile whose account it is, or was until now. */
export interface ChangedAccount {
  readonly organizationId: string;
  readonly memberId: string;
  /** E.164. */
  readonly mobile: string;
}

/**
 * Accounts were created, activated, enabled, disabled, made no administrator's any more, changed by a file, ended or
 * erased: all of a transaction told of at once, for what follows in it takes its locks in one order. One that got
 * another mobile stands here with both.
 */
export const accountsChanged = domainEvent<{ accounts: readonly ChangedAccount[] }>(
  'directory.accounts-changed',
);
