import { describe, expect, test } from '@jest/globals';
import { isTerminal, sourcesOf } from '#kernel/transitions.js';
import { deliveryStates, deliveryTransitions } from '#modules/delivery/domain/states.js';

describe('the life of a delivery', () => {
  test('begins with QUEUED and reaches every state', () => {
    const seen = new Set<keyof typeof deliveryTransitions>(['QUEUED']);
    for (const state of seen) for (const next of deliveryTransitions[state]) seen.add(next);
    expect([...seen].toSorted()).toEqual([...deliveryStates].toSorted());
  });

  test('ends as SEEN or CANCELLED, and nothing leads out of either', () => {
    expect(deliveryStates.filter((state) => isTerminal(deliveryTransitions, state))).toEqual([
      'SEEN',
      'CANCELLED',
    ]);
  });

  test('is cancelled only before it has left the house', () => {
    expect(sourcesOf(deliveryTransitions, 'CANCELLED')).toEqual(['QUEUED']);
  });

  test('can be seen after everything else that may have left the house', () => {
    expect(sourcesOf(deliveryTransitions, 'SEEN')).toEqual(['QUEUED', 'SENT', 'DELIVERED', 'FAILED']);
  });

  test('fails no more once it has arrived', () => {
    expect(sourcesOf(deliveryTransitions, 'FAILED')).toEqual(['QUEUED', 'SENT']);
  });
});
