import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayName, harmlessName } from '#modules/group/domain/display-name.js';

describe('the name that is shown', () => {
  const names = { groupNickname: '安娜', accountName: 'anna', platformId: 'wxid_1' };

  test('is the nickname in the group, else the account name, else the platform id', () => {
    expect(displayName(names)).toBe('安娜');
    expect(displayName({ ...names, groupNickname: null })).toBe('anna');
    expect(displayName({ ...names, groupNickname: ' \u202e ', accountName: '' })).toBe('wxid_1');
  });

  test('is never empty, not even for an id that shows nothing', () => {
    expect(displayName({ groupNickname: null, accountName: null, platformId: '\u200f' })).toBe('\u200f');
  });

  test('keeps joined emoji and the joiners of Persian, which are no disguise', () => {
    expect(harmlessName('👩‍👧')).toBe('👩‍👧');
    expect(harmlessName('می‌خواهم')).toBe('می‌خواهم');
  });

  test('never reorders or breaks the text around it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            '我',
            ' ',
            '\n',
            '\0',
            '\u0085',
            '\u2028',
            '\u061c',
            '\u200f',
            '\u202e',
            '\u2066',
          ),
        }),
        (raw) => {
          expect(harmlessName(raw) ?? 'a').toMatch(/^[a我 ]+$/);
        },
      ),
    );
  });
});
