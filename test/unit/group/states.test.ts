import { expect, test } from '@jest/globals';
import { isTerminal, sourcesOf } from '#kernel/transitions.js';
import { mandateTransitions } from '#modules/group/domain/mandate.js';
import { enterpriseGroupTransitions, sourceGroupTransitions } from '#modules/group/domain/states.js';

test('a source group that has ceased stays so', () => {
  expect(isTerminal(sourceGroupTransitions, 'CEASED')).toBe(true);
  expect(sourcesOf(sourceGroupTransitions, 'CEASED')).toEqual(['LIVE']);
});

test('an enterprise group begins forming, is active at most once, and ends dissolved', () => {
  expect(sourcesOf(enterpriseGroupTransitions, 'FORMING')).toEqual([]);
  expect(sourcesOf(enterpriseGroupTransitions, 'ACTIVE')).toEqual(['FORMING']);
  expect(isTerminal(enterpriseGroupTransitions, 'DISSOLVED')).toBe(true);
  expect(sourcesOf(enterpriseGroupTransitions, 'DISSOLVED')).toEqual(['FORMING', 'ACTIVE']);
});

test('a mandate that has lapsed or was taken back is only ever asked for or granted anew', () => {
  expect(mandateTransitions.LAPSED).toEqual(['REQUESTED', 'GRANTED']);
  expect(mandateTransitions.REVOKED).toEqual(['REQUESTED', 'GRANTED']);
  expect(sourcesOf(mandateTransitions, 'GRANTED')).toEqual(['REQUESTED', 'REVOKED', 'LAPSED']);
});
