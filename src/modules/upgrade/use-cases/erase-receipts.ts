import type { EffectContext } from '#platform/use-case/use-case.js';
import { erasePersonalParts } from '../data/receipts.js';

/**
 * Erases who a person is from all receipts of their answers, in the caller's transaction, who records it. The receipts
 * stay, and their digests verify. Returns how many there were; done twice, it erases nothing more.
 */
export function eraseReceipts({ tx }: Pick<EffectContext, 'tx'>, personId: string): Promise<number> {
  return erasePersonalParts(tx, personId);
}
