import { describe, expect, test } from '@jest/globals';
import { isOverFor } from '#modules/upgrade/domain/conclusions.js';
import { exclusionReasons } from '#modules/upgrade/domain/states.js';
import { whyOutside } from '#modules/upgrade/domain/why-outside.js';

describe('a question that is over for one entry of the roster', () => {
  test.each([
    ['PENDING', undefined, true],
    ['ACCEPTED', undefined, true],
    ['DECLINED', 'ACCEPTED', false],
    ['ACCEPTED', 'ACCEPTED', false],
    ['DECLINED', 'PENDING', false],
    ['ACCEPTED', 'PENDING', true],
  ] as const)('that stood as %s, beside one that is %s: over for the person: %s', (was, other, over) => {
    expect(isOverFor(was, other)).toBe(over);
  });
});

describe('why somebody is not in the group', () => {
  const words = (...of: Parameters<typeof whyOutside>): string => whyOutside(...of).en;

  test.each([
    ['NO_ACCOUNT', null, 'ask an administrator for one and to admit you'],
    ['NO_ACCOUNT', 'NOT_ACTIVATED', 'sign in once and ask an administrator'],
    ['NO_ACCOUNT', 'ACTIVATED', 'join, ask an administrator to admit you'],
    ['ACCOUNT_NOT_ACTIVATED', 'NOT_ACTIVATED', 'sign in once and ask an administrator'],
    ['ACCOUNT_NOT_ACTIVATED', 'ACTIVATED', 'join, ask an administrator to admit you'],
    ['ACCOUNT_NOT_ACTIVATED', 'DISABLED', 'ask an administrator to enable it'],
    ['ACCOUNT_DISABLED', 'ACTIVATED', 'join, ask an administrator to admit you'],
  ] as const)('%s, with an account that is %s by now, says what is left to do', (reason, account, left) => {
    expect(words(reason, { staysOut: false, account })).toContain(left);
  });

  test('is their no wherever that was their last word, and says something of every reason in either language', () => {
    for (const reason of exclusionReasons) {
      const { en, 'zh-CN': zh } = whyOutside(reason, { staysOut: false, account: 'ACTIVATED' });
      expect(en).toMatch(/^(?!.*undefined).+\.$/);
      expect(zh).toMatch(/^(?!.*undefined).+。$/);
      if (reason !== 'WITHDRAWN')
        expect(words(reason, { staysOut: true, account: null })).toMatch(/^you said no\./);
    }
  });
});
