import type { EffectContext } from '#platform/use-case/use-case.js';
import { type Addressee, eraseAddresses, eraseTexts } from '../data/erased-deliveries.js';

/** Whose messages, and which messages to others tell of them. */
export interface ErasedRecipient extends Addressee {
  readonly named: { readonly type: string; readonly kind: string; readonly ids: readonly string[] };
}

/**
 * Erases where messages to a person went, and the words of those that name them to others. What was said to them stays,
 * for it was said to many and names nobody; that, when and through what they were told stays as well.
 */
export async function eraseDeliveries({ tx }: EffectContext, erased: ErasedRecipient): Promise<void> {
  await eraseAddresses(tx, erased);
  await eraseTexts(tx, erased.named);
}
