import type { Refusal } from '#kernel/refusals.js';

/** Thrown to roll a transaction back; carries what the caller is told. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super('refused');
  }
}
