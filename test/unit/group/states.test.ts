import { expect, test } from '@jest/globals';
import { isTerminal, sourcesOf } from '#kernel/transitions.js';
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
