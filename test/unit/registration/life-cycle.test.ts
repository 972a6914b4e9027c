import { describe, expect, test } from '@jest/globals';
import { canTurn, isTerminal } from '#kernel/transitions.js';
import {
  checkEditable,
  checkTurn,
  checkVersion,
  registrationStates,
  registrationTransitions,
  type RegistrationState,
} from '#modules/registration/domain/life-cycle.js';

/** Rows: from. Columns: to, in the order of `registrationStates`; x where the step is allowed. */
const TABLE = `
                DRAFT SUBM REVIEW INFO APPR REJ WITHDR LAPSED
DRAFT           .     x    .      .    .    .   x      .
SUBMITTED       .     .    x      .    x    x   x      .
IN_REVIEW       .     .    .      x    x    x   x      .
INFO_REQUESTED  .     .    x      .    .    .   x      x
APPROVED        .     .    .      .    .    .   .      .
REJECTED        .     .    .      .    .    .   .      .
WITHDRAWN       .     .    .      .    .    .   .      .
LAPSED          .     .    .      .    .    .   .      .
`;

const rows = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(/\s+/));

describe('the life of a registration', () => {
  test.each(rows)('from %s it turns only into what the table allows', (from, ...marks) => {
    const allowed = registrationStates.filter((_, column) => marks[column] === 'x');
    const turns = registrationStates.filter((to) =>
      canTurn(registrationTransitions, from as RegistrationState, to),
    );
    expect(turns).toEqual(allowed);
  });

  test('the table names every state', () => {
    expect(rows.map(([from]) => from)).toEqual([...registrationStates]);
  });

  test('every state can be reached from a draft', () => {
    const reached = new Set<RegistrationState>(['DRAFT']);
    for (const state of reached) for (const next of registrationTransitions[state]) reached.add(next);
    expect([...reached].toSorted()).toEqual([...registrationStates].toSorted());
  });

  test('every state that is not an end can still be withdrawn', () => {
    const open = registrationStates.filter((state) => !isTerminal(registrationTransitions, state));
    expect(open).toEqual(['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'INFO_REQUESTED']);
    expect(open.filter((state) => !canTurn(registrationTransitions, state, 'WITHDRAWN'))).toEqual([]);
  });

  test('the applicant may change a draft and what was asked about, and nothing else', () => {
    const editable = registrationStates.filter((state) => checkEditable({ state, version: 1 }).ok);
    expect(editable).toEqual(['DRAFT', 'INFO_REQUESTED']);
  });

  test('a step that is not allowed is refused with the present state', () => {
    expect(checkTurn({ state: 'APPROVED', version: 1 }, 'REJECTED')).toMatchObject({
      ok: false,
      error: [{ code: 'ILLEGAL_STATE', params: { state: 'APPROVED' } }],
    });
  });

  test.each([
    { expected: undefined, same: true },
    { expected: null, same: true },
    { expected: 3, same: true },
    { expected: 2, same: false },
    { expected: 4, same: false },
    { expected: 0, same: false },
  ])('expecting version $expected of version 3 holds: $same', ({ expected, same }) => {
    expect(checkVersion({ state: 'DRAFT', version: 3 }, expected).ok).toBe(same);
  });
});
