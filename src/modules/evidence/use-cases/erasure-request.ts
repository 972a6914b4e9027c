import { query } from '#modules/identity/public.js';
import { erasureRequestOf, type ErasureRequestRow } from '../data/erasure-requests.js';

/** What became of the caller's newest request; undefined where they have made none. */
export const erasureRequest = query<Record<never, never>, ErasureRequestRow | undefined>({
  name: 'erasureRequest',
  action: 'erasure.read',
  async run(context) {
    await context.authorize();
    return erasureRequestOf(context.sql, context.personId());
  },
});
