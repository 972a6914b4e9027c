import { describe, expect, test } from '@jest/globals';
import { isTerminal, sourcesOf, type Transitions } from '#kernel/transitions.js';
import {
  isDone,
  programmeGroupTransitions,
  programmeTransitions,
  type SettleFacts,
} from '#modules/programme/domain/states.js';

function reachable<S extends string>(table: Transitions<S>, from: S): S[] {
  const seen = new Set<S>([from]);
  for (const state of seen) for (const next of table[state]) seen.add(next);
  return [...seen].toSorted();
}

const terminals = <S extends string>(table: Transitions<S>): S[] =>
  (Object.keys(table) as S[]).filter((state) => isTerminal(table, state));

describe('the life of a programme', () => {
  test('begins as DRAFT and reaches every state', () => {
    expect(reachable(programmeTransitions, 'DRAFT')).toEqual(Object.keys(programmeTransitions).toSorted());
  });

  test('ends as COMPLETED or CANCELLED, and nothing leads out of either', () => {
    expect(terminals(programmeTransitions)).toEqual(['COMPLETED', 'CANCELLED']);
  });

  test('can be cancelled from everything before its end, and completed only while it runs', () => {
    expect(sourcesOf(programmeTransitions, 'CANCELLED')).toEqual(['DRAFT', 'RUNNING', 'PAUSED']);
    expect(sourcesOf(programmeTransitions, 'COMPLETED')).toEqual(['RUNNING']);
  });

  test('is paused and goes on as often as somebody wants', () => {
    expect(sourcesOf(programmeTransitions, 'PAUSED')).toEqual(['RUNNING']);
    expect(programmeTransitions.PAUSED).toContain('RUNNING');
  });
});

describe('a group of a programme', () => {
  test('waits first and reaches every state', () => {
    expect(reachable(programmeGroupTransitions, 'WAITING')).toEqual(
      Object.keys(programmeGroupTransitions).toSorted(),
    );
  });

  test('is started once, and never from SKIPPED without waiting again', () => {
    expect(terminals(programmeGroupTransitions)).toEqual(['STARTED']);
    expect(sourcesOf(programmeGroupTransitions, 'STARTED')).toEqual(['WAITING']);
  });
});

describe('a programme is done', () => {
  const nothingLeft: SettleFacts = { state: 'RUNNING', waiting: 0, curable: 0, openUpgrades: 0 };

  test('when it runs and nothing is left', () => {
    expect(isDone(nothingLeft)).toBe(true);
  });

  test.each<[string, Partial<SettleFacts>]>([
    ['a group waits', { waiting: 1 }],
    ['a group was skipped that can be tried again', { curable: 1 }],
    ['an upgrade is open', { openUpgrades: 1 }],
    ['it stands still', { state: 'PAUSED' }],
    ['it has not begun', { state: 'DRAFT' }],
    ['it is over already', { state: 'COMPLETED' }],
    ['it was given up', { state: 'CANCELLED' }],
  ])('but not while %s', (_why, facts) => {
    expect(isDone({ ...nothingLeft, ...facts })).toBe(false);
  });
});
