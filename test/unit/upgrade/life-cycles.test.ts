import { describe, expect, test } from '@jest/globals';
import { isTerminal, sourcesOf, type Transitions } from '#kernel/transitions.js';
import {
  blockedReasons,
  cureOf,
  exclusionReasons,
  invitationTransitions,
  upgradeTransitions,
} from '#modules/upgrade/domain/states.js';

function reachable<S extends string>(table: Transitions<S>, from: readonly S[]): Set<S> {
  const seen = new Set<S>(from);
  for (const state of seen) for (const next of table[state]) seen.add(next);
  return seen;
}

const terminals = <S extends string>(table: Transitions<S>): S[] =>
  (Object.keys(table) as S[]).filter((state) => isTerminal(table, state));

describe('the life of an upgrade', () => {
  test('begins with INVITING and reaches every state', () => {
    expect([...reachable(upgradeTransitions, ['INVITING'])].toSorted()).toEqual(
      Object.keys(upgradeTransitions).toSorted(),
    );
  });

  test('ends as COMPLETED or CANCELLED, and nothing leads out of either', () => {
    expect(terminals(upgradeTransitions)).toEqual(['COMPLETED', 'CANCELLED']);
  });

  test('is completed from the cooling-off only', () => {
    expect(sourcesOf(upgradeTransitions, 'COMPLETED')).toEqual(['COOLING_OFF']);
  });

  test('can be cancelled from everything before the cut-over', () => {
    expect(sourcesOf(upgradeTransitions, 'CANCELLED')).toEqual(['INVITING', 'COOLING_OFF', 'PAUSED']);
  });
});

describe('the life of an invitation', () => {
  test('begins as BLOCKED or PENDING and reaches every state', () => {
    expect([...reachable(invitationTransitions, ['BLOCKED', 'PENDING'])].toSorted()).toEqual(
      Object.keys(invitationTransitions).toSorted(),
    );
  });

  test('ends as INCLUDED or EXCLUDED', () => {
    expect(terminals(invitationTransitions)).toEqual(['INCLUDED', 'EXCLUDED']);
  });

  test('only who accepted can be included', () => {
    expect(sourcesOf(invitationTransitions, 'INCLUDED')).toEqual(['ACCEPTED']);
  });

  test('from every state that a cut-over can meet there is a way to an outcome', () => {
    const open = Object.keys(invitationTransitions).filter(
      (state) => !['INCLUDED', 'EXCLUDED'].includes(state),
    );
    expect(sourcesOf(invitationTransitions, 'EXCLUDED')).toEqual(open);
  });

  test('every reason that blocks has a cure and is a reason of exclusion too', () => {
    expect(Object.keys(cureOf).toSorted()).toEqual([...blockedReasons].toSorted());
    expect(
      blockedReasons.filter((reason) => !(exclusionReasons as readonly string[]).includes(reason)),
    ).toEqual([]);
  });
});
