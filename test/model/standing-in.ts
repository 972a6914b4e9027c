import assert from 'node:assert/strict';
import { type Facts, standing } from './facts.js';

/**
 * Who acts for a gone owner from now on, by who was acknowledged to have taken the upgrade up and as what they could:
 * for an owner who can speak it is taken up with their word, and nobody stands in; for one who cannot, whoever has done
 * it does. Where others act at the same time it is not seen as what, and the one that is stored must be possible.
 */
export function standInAfter(
  takers: readonly string[],
  isAlone: boolean,
  before: Facts | undefined,
  stored: string | null,
): string | null {
  const known = before?.upgrade.standIn ?? null;
  const [taker] = takers;
  const possible = new Set<string | null>();
  if (before === undefined || taker === undefined) possible.add(known);
  else if (isAlone) possible.add(standing(before) === 'CHANGED' ? null : taker);
  else for (const one of [null, ...takers]) possible.add(one);
  assert.ok(
    possible.has(stored),
    `${stored} is stored to stand in for the owner, not ${[...possible].join(' or ')}`,
  );
  return stored;
}
