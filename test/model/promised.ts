import assert from 'node:assert/strict';
import type { Promised } from './commands.js';
import { type Facts, sameTerms } from './facts.js';

/**
 * What the text promises that is asked about from now on: what it did, or, once another edition is asked about, what the
 * settings said when that was adopted. Where others changed these at the same time, before or after that.
 */
export function promisedAfter(isAnotherEdition: boolean, before: Facts | undefined, after: Facts): Promised {
  const stored = after.upgrade.promised;
  if (!before) return stored;
  const possible = isAnotherEdition ? [before.wanted, after.wanted] : [before.upgrade.promised];
  assert.ok(
    possible.some((terms) => sameTerms(terms, stored)),
    `the text promises ${JSON.stringify(stored)}, not ${JSON.stringify(possible)}`,
  );
  return stored;
}
