import { query } from '#modules/identity/public.js';
import { type AdmissionRequestRow, countWaiting, waitingPage } from '../data/outsiders.js';
import { readGroup } from './enterprise-group.js';

/** Who waits to be admitted to a group, with one more than `first` where there is more; for those who admit. */
export const admissionRequests = query<
  { enterpriseGroupId: string; after: string | undefined; first: number },
  AdmissionRequestRow[]
>({
  name: 'admissionRequests',
  action: 'group.admit',
  async run(context, { enterpriseGroupId, after, first }) {
    await readGroup(context, enterpriseGroupId);
    return waitingPage(context.sql, enterpriseGroupId, { after, limit: first + 1 });
  },
});

export const admissionRequestCount = query<{ enterpriseGroupId: string }, number>({
  name: 'admissionRequestCount',
  action: 'group.admit',
  async run(context, { enterpriseGroupId }) {
    await readGroup(context, enterpriseGroupId);
    return countWaiting(context.sql, enterpriseGroupId);
  },
});
