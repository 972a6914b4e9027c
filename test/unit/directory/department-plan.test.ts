import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DepartmentLine,
  type KnownDepartment,
  planDepartments,
} from '#modules/directory/domain/department-plan.js';

const root: KnownDepartment = { externalId: '1', parentId: null, name: 'root', sortOrder: 0, depth: 1 };
const tree = (...departments: readonly KnownDepartment[]): ReadonlyMap<string, KnownDepartment> =>
  new Map([root, ...departments].map((department) => [department.externalId, department]));
const known = (externalId: string, parentId: string, depth: number): KnownDepartment => ({
  externalId,
  parentId,
  name: externalId,
  sortOrder: 0,
  depth,
});
const lines = (...pairs: readonly (readonly [string, string | null])[]): DepartmentLine[] =>
  pairs.map(([externalId, parentId], index) => ({
    line: index + 2,
    externalId,
    parentId,
    name: externalId,
    order: null,
  }));

function outcomes(plan: ReturnType<typeof planDepartments>): string[] {
  return [...plan.outcomes].toSorted(([one], [two]) => one - two).map(([, outcome]) => outcome);
}

test('a parent may stand below its child in the file', () => {
  const plan = planDepartments(tree(), lines(['3', '2'], ['2', '1']));
  expect(outcomes(plan)).toEqual(['CREATED', 'CREATED']);
  expect(plan.writes.map(({ externalId, depth }) => [externalId, depth])).toEqual([
    ['3', 3],
    ['2', 2],
  ]);
});

test('what is as it was is not written', () => {
  expect(planDepartments(tree(known('2', '1', 2)), lines(['2', '1']))).toEqual({
    writes: [],
    outcomes: new Map([[2, 'UNCHANGED']]),
  });
});

test('a department takes those below it along, also where the file does not name them', () => {
  const plan = planDepartments(
    tree(known('2', '1', 2), known('3', '1', 2), known('4', '3', 3)),
    lines(['3', '2']),
  );
  expect(outcomes(plan)).toEqual(['UPDATED']);
  expect(plan.writes.map(({ externalId, parentId, depth }) => [externalId, parentId, depth])).toEqual([
    ['3', '2', 3],
    ['4', '3', 4],
  ]);
});

test('two departments of the tree may change places', () => {
  const plan = planDepartments(tree(known('2', '1', 2), known('3', '2', 3)), lines(['3', '1'], ['2', '3']));
  expect(outcomes(plan)).toEqual(['UPDATED', 'UPDATED']);
});

describe('a line fails', () => {
  test.each<[string, DepartmentLine[], string[]]>([
    ['without a parent, unless it is the root', lines(['2', null], ['1', null]), ['NO_PARENT', 'UPDATED']],
    ['as the root under a parent', lines(['2', '1'], ['1', '2']), ['CREATED', 'ROOT_HAS_PARENT']],
    [
      'under what does not exist, with those below it',
      lines(['2', '9'], ['3', '2'], ['4', '3']),
      ['UNKNOWN_PARENT', 'PARENT_FAILED', 'PARENT_FAILED'],
    ],
    [
      'in a circle, and under one',
      lines(['2', '3'], ['3', '2'], ['4', '3']),
      ['DEPARTMENT_CYCLE', 'DEPARTMENT_CYCLE', 'DEPARTMENT_CYCLE'],
    ],
    ['under itself', lines(['2', '2'], ['3', '1']), ['DEPARTMENT_CYCLE', 'CREATED']],
  ])('%s', (_when, given, expected) => {
    expect(outcomes(planDepartments(tree(), given))).toEqual(expected);
  });

  test('below level 15, and those above it stand', () => {
    const chain = lines(
      ...Array.from({ length: 16 }, (_, index) => [String(index + 2), String(index + 1)] as const),
    );
    const result = outcomes(planDepartments(tree(), chain));
    expect(result.slice(0, 14)).toEqual(Array(14).fill('CREATED'));
    expect(result.slice(14)).toEqual(['DEPARTMENT_TOO_DEEP', 'DEPARTMENT_TOO_DEEP']);
  });

  test('when it would push a department of the tree below level 15', () => {
    const deep = Array.from({ length: 13 }, (_, index) =>
      known(String(index + 3), String(index + 2), index + 3),
    );
    const plan = planDepartments(tree(known('2', '1', 2), ...deep, known('99', '1', 2)), lines(['2', '99']));
    expect(plan).toEqual({ writes: [], outcomes: new Map([[2, 'DEPARTMENT_TOO_DEEP']]) });
  });

  test('and what it wanted to change stays as it was, with what the file puts below it', () => {
    const plan = planDepartments(tree(known('2', '1', 2)), lines(['2', '9'], ['3', '2']));
    expect(outcomes(plan)).toEqual(['UNKNOWN_PARENT', 'PARENT_FAILED']);
    expect(plan.writes).toEqual([]);
  });
});

test('whatever a file says, what is left is one tree of at most 15 levels', () => {
  const id = fc.integer({ min: 1, max: 12 }).map(String);
  const file = fc.uniqueArray(
    fc.record({ externalId: id, parentId: fc.option(id), order: fc.constant(null) }),
    {
      selector: (line) => line.externalId,
    },
  );
  fc.assert(
    fc.property(file, file, (first, second) => {
      let departments = tree();
      for (const given of [first, second]) {
        const plan = planDepartments(
          departments,
          given.map((line, index) => ({ ...line, line: index, name: line.externalId })),
        );
        expect(plan.outcomes.size).toBe(given.length);
        departments = new Map([...departments, ...plan.writes.map((one) => [one.externalId, one] as const)]);
        for (const one of departments.values()) {
          expect(one.depth).toBe(
            one.parentId === null ? 1 : (departments.get(one.parentId)?.depth ?? NaN) + 1,
          );
          expect(one.depth).toBeLessThanOrEqual(15);
        }
        expect([...departments.values()].filter((one) => one.parentId === null)).toHaveLength(1);
      }
    }),
  );
});
