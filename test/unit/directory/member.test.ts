import { describe, expect, test } from '@jest/globals';
import { isTerminal } from '#kernel/transitions.js';
import { newId } from '#kernel/ids.js';
import {
  canBecome,
  isActiveAdministrator,
  maySeeMobiles,
  mayDispossessOfficers,
  memberStatuses,
  memberTransitions,
  statusWhenEnabled,
} from '#modules/directory/domain/member.js';
import { generatedUserId } from '#modules/directory/domain/user-id.js';

describe("an account's life", () => {
  test('ends by leaving alone, which every status leads to', () => {
    expect(memberStatuses.filter((status) => isTerminal(memberTransitions, status))).toEqual(['LEFT']);
    for (const status of ['NOT_ACTIVATED', 'ACTIVATED', 'DISABLED'] as const)
      expect(canBecome(status, 'LEFT')).toBe(true);
  });

  test('has no step from a status to itself', () => {
    expect(memberStatuses.filter((status) => canBecome(status, status))).toEqual([]);
  });

  test('goes on after disabling as it was before', () => {
    expect([statusWhenEnabled('a person'), statusWhenEnabled(null)]).toEqual(['ACTIVATED', 'NOT_ACTIVATED']);
  });
});

test('only an active account counts as an administrator', () => {
  const roles = ['AUDITOR', 'ADMINISTRATOR'];
  expect(memberStatuses.filter((status) => isActiveAdministrator({ status, roles }))).toEqual(['ACTIVATED']);
  expect(isActiveAdministrator({ status: 'ACTIVATED', roles: ['DIRECTORY_ADMINISTRATOR'] })).toBe(false);
});

test.each([
  ['ADMINISTRATOR', true, true],
  ['DIRECTORY_ADMINISTRATOR', true, false],
  ['AUDITOR', true, false],
  ['GROUP_ADMINISTRATOR', false, false],
])('%s sees whole mobiles: %p, takes accounts with roles away: %p', (role, sees, takes) => {
  expect([maySeeMobiles([role]), mayDispossessOfficers([role])]).toEqual([sees, takes]);
});

test('a made-up user id is 17 characters and no two accounts get the same', () => {
  const ids = Array.from({ length: 1_000 }, () => generatedUserId(newId()));
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^u[0-9a-f]{16}$/.test(id))).toBe(true);
});
