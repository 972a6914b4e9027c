import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { type SeenReceipt, visibleReceipt } from '../data/receipts.js';

/** A receipt: whole to who gave the answer and to auditors, with less of its person to others who read the upgrade. */
export const receipt = query<{ receiptId: string }, SeenReceipt>({
  name: 'receipt',
  action: 'invitation.read',
  async run(context, { receiptId }) {
    await context.authorize();
    return orNotFound(await visibleReceipt(context.sql, context.personId(), receiptId));
  },
});
