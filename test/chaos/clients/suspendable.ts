import type { Suspendable } from '../faults/fault.js';
import type { Patience } from './patience.js';

/** A company that the reviewer suspends and reinstates. */
export function suspendable(organizationId: string, reviewer: Patience): Suspendable {
  let count = 0;
  const decide = (name: string, type: string): Promise<void> => {
    count += 1;
    return reviewer.succeed(name, type, { organizationId, reason: 'chaos' }, `the reviewer/${count}`);
  };
  return {
    suspensions: [],
    suspend: () => decide('suspendOrganization', 'SuspendOrganizationInput'),
    reinstate: () => decide('reinstateOrganization', 'ReinstateOrganizationInput'),
  };
}
