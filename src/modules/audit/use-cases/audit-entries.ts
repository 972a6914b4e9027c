import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import {
  type AuditEntryRow,
  chainOfOrganization,
  countEntries,
  entriesAfter,
  type EntryFilter,
} from '../data/entries.js';

export interface AuditEntriesOf {
  readonly organizationId: string;
  readonly filter: EntryFilter;
}

/** An organization's audit entries, oldest first, to its administrators and auditors. */
export const auditEntries = query<
  AuditEntriesOf & { readonly after: number; readonly first: number },
  Slice<AuditEntryRow>
>({
  name: 'auditEntries',
  action: 'audit.read',
  async run(context, { organizationId, filter, after, first }) {
    await context.authorize({ organizationId });
    const chainId = chainOfOrganization(organizationId);
    return sliceOf(await entriesAfter(context.sql, chainId, filter, after, first + 1), first);
  },
});

export const auditEntryCount = query<AuditEntriesOf, number>({
  name: 'auditEntryCount',
  action: 'audit.read',
  async run(context, { organizationId, filter }) {
    await context.authorize({ organizationId });
    return countEntries(context.sql, chainOfOrganization(organizationId), filter);
  },
});
