import { describe, expect, test } from '@jest/globals';
import {
  type OwnerMessageFacts,
  ownerMessageVerdict,
  wordOwnerMessage,
} from '#modules/upgrade/domain/owner-messages.js';

const nothing: OwnerMessageFacts = {
  kind: '',
  organizationActive: true,
  isAsked: false,
  isAwaited: false,
  mandate: null,
};

describe('a message about the word of an owner', () => {
  test.each([
    ['MANDATE_REQUESTED', { isAsked: true }, { mandate: 'REQUESTED' }],
    ['MANDATE_GRANTED', { mandate: 'GRANTED' }, { mandate: 'LAPSED' }],
    ['MANDATE_REFUSED', { mandate: 'REVOKED' }, { mandate: 'GRANTED' }],
    ['UPGRADE_AWAITS_OWNER', { isAwaited: true }, { isAsked: true }],
  ])('%s is sent as long as it is so: %j, not %j', (kind, holds, past) => {
    expect(ownerMessageVerdict({ ...nothing, kind, ...holds })).toBe('SEND');
    expect(ownerMessageVerdict({ ...nothing, kind, ...past })).toBe('DROP');
    expect(ownerMessageVerdict({ ...nothing, kind, ...holds, organizationActive: false })).toBe('HOLD');
  });

  test.each([
    ['en', 1, '“骑行”'],
    ['en', 2, '“骑行” and 1 more group'],
    ['en', 3, '“骑行” and 2 more groups'],
    ['zh-CN', 1, '群“骑行”'],
    ['zh-CN', 3, '“骑行”等 3 个群'],
  ] as const)('names in %s %i groups as %s', (language, groups, named) => {
    const words = { organization: '远洋', group: '骑行', groups };
    const { title, body } = wordOwnerMessage('MANDATE_REQUESTED', language, words);
    expect(title).toContain(named);
    expect(body).toContain(named);
    expect(title + body).not.toMatch(/[{}]/);
  });
});
