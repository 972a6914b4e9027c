import { describe, expect, test } from '@jest/globals';
import {
  organizationStates,
  organizationTransitions,
  tierAt,
  verifiedUntil,
} from '#modules/organization/domain/organization.js';

describe('an organization', () => {
  test('is suspended and resumed at will, and closed for good', () => {
    expect(organizationTransitions).toEqual({
      ACTIVE: ['SUSPENDED', 'CLOSED'],
      SUSPENDED: ['ACTIVE', 'CLOSED'],
      CLOSED: [],
    });
    expect(Object.keys(organizationTransitions)).toEqual([...organizationStates]);
  });

  test.each([
    ['2026-03-01T09:30:00.123Z', '2027-03-01T09:30:00.123Z'],
    ['2027-02-28T23:59:59.999Z', '2028-02-28T23:59:59.999Z'],
    ['2028-02-29T00:00:00.000Z', '2029-02-28T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2027-12-31T12:00:00.000Z'],
  ])('verified at %s is verified until %s', (at, until) => {
    expect(verifiedUntil(new Date(at)).toISOString()).toBe(until);
  });

  test('is not verified any more at the very moment its verification runs out', () => {
    const end = new Date('2027-03-01T00:00:00Z');
    expect(tierAt(new Date(end.getTime() - 1), end)).toBe('VERIFIED');
    expect(tierAt(end, end)).toBe('BASIC');
  });
});
