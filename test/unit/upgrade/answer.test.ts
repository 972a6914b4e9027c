import { describe, expect, test } from '@jest/globals';
import { type Answer, type AnswerFacts, decideAnswer } from '#modules/upgrade/domain/answer.js';

const now = new Date('2026-11-20T08:00:00Z');
const later = new Date('2026-11-20T08:00:00.001Z');
const facts: AnswerFacts = {
  now,
  upgradeState: 'INVITING',
  organizationActive: true,
  state: 'PENDING',
  expiresAt: later,
  hindrance: null,
  notice: { edition: 2, version: 1, shown: true },
};
const otherText = { edition: 2, version: 1, shown: false };

function codeOf(answer: Answer, changed: Partial<AnswerFacts>): string {
  const decided = decideAnswer(answer, { ...facts, ...changed });
  return decided.ok ? decided.value : (decided.error[0]?.code ?? 'none');
}

describe('an answer', () => {
  test('counts up to the last moment before the deadline, and not at it', () => {
    expect(codeOf('ACCEPTED', { expiresAt: later })).toBe('ACCEPTED');
    expect(codeOf('ACCEPTED', { expiresAt: now })).toBe('INVITATION_EXPIRED');
  });

  test.each([
    ['accepting', 'ACCEPTED', {}, 'ACCEPTED'],
    ['accepting another text', 'ACCEPTED', { notice: otherText }, 'NOTICE_CHANGED'],
    ['declining', 'DECLINED', {}, 'DECLINED'],
    ['declining another text', 'DECLINED', { notice: otherText }, 'DECLINED'],
    ['accepting what has expired', 'ACCEPTED', { state: 'EXPIRED', expiresAt: now }, 'INVITATION_EXPIRED'],
    ['declining what has expired', 'DECLINED', { state: 'EXPIRED', expiresAt: now }, 'INVITATION_EXPIRED'],
    ['accepting what was closed early', 'ACCEPTED', { state: 'EXPIRED' }, 'ANSWERS_CLOSED'],
    ['declining what was closed early', 'DECLINED', { state: 'EXPIRED' }, 'ANSWERS_CLOSED'],
    [
      'accepting another text too late',
      'ACCEPTED',
      { expiresAt: now, notice: otherText },
      'INVITATION_EXPIRED',
    ],
    ['accepting in the cooling-off', 'ACCEPTED', { upgradeState: 'COOLING_OFF' }, 'ANSWERS_CLOSED'],
    ['declining in the cooling-off', 'DECLINED', { upgradeState: 'COOLING_OFF' }, 'ANSWERS_CLOSED'],
    ['accepting while paused', 'ACCEPTED', { upgradeState: 'PAUSED' }, 'UPGRADE_PAUSED'],
    ['declining while paused', 'DECLINED', { upgradeState: 'PAUSED' }, 'UPGRADE_PAUSED'],
    [
      'accepting after cancellation',
      'ACCEPTED',
      { upgradeState: 'CANCELLED', state: 'REVOKED' },
      'UPGRADE_CANCELLED',
    ],
    ['accepting what was taken back', 'ACCEPTED', { state: 'REVOKED' }, 'INVITATION_REVOKED'],
    [
      'accepting while the organization is suspended',
      'ACCEPTED',
      { organizationActive: false },
      'ORGANIZATION_SUSPENDED',
    ],
    ['accepting while disabled', 'ACCEPTED', { hindrance: 'ACCOUNT_DISABLED' }, 'INVITATION_BLOCKED'],
    ['accepting what was blocked and is cured', 'ACCEPTED', { state: 'BLOCKED' }, 'ACCEPTED'],
    ['withdrawing what nobody answered', 'WITHDRAWN', {}, 'NOT_ACCEPTED'],
  ] as const)('for the first time: %s is %s with the right code', (_name, answer, changed, expected) => {
    expect(codeOf(answer, changed)).toBe(expected);
  });

  const SAME = 'INVITATION_ALREADY_ANSWERED';
  test.each([
    ['ACCEPTED', 'ACCEPTED', SAME],
    ['ACCEPTED', 'DECLINED', 'DECLINED'],
    ['ACCEPTED', 'WITHDRAWN', 'WITHDRAWN'],
    ['DECLINED', 'ACCEPTED', 'ACCEPTED'],
    ['DECLINED', 'DECLINED', SAME],
    ['DECLINED', 'WITHDRAWN', SAME],
    ['WITHDRAWN', 'ACCEPTED', 'ACCEPTED'],
    ['WITHDRAWN', 'DECLINED', 'DECLINED'],
    ['WITHDRAWN', 'WITHDRAWN', SAME],
  ] as const)(
    'changed from %s to %s is %s until the cut-over, deadline or not',
    (state, answer, expected) => {
      for (const upgradeState of ['INVITING', 'COOLING_OFF'] as const) {
        expect(codeOf(answer, { state, upgradeState })).toBe(expected);
        expect(codeOf(answer, { state, upgradeState, expiresAt: now })).toBe(expected);
      }
      expect(codeOf(answer, { state, upgradeState: 'COMPLETED' })).toBe('UPGRADE_COMPLETED');
      expect(codeOf(answer, { state, upgradeState: 'CANCELLED' })).toBe('UPGRADE_CANCELLED');
      expect(codeOf(answer, { state, organizationActive: false })).toBe('ORGANIZATION_SUSPENDED');
    },
  );

  test.each([
    ['ACCEPTED', 'ACCEPTED', 'UPGRADE_PAUSED'],
    ['ACCEPTED', 'DECLINED', 'DECLINED'],
    ['ACCEPTED', 'WITHDRAWN', 'WITHDRAWN'],
    ['DECLINED', 'ACCEPTED', 'UPGRADE_PAUSED'],
    ['WITHDRAWN', 'ACCEPTED', 'UPGRADE_PAUSED'],
    ['EXPIRED', 'DECLINED', 'UPGRADE_PAUSED'],
  ] as const)('changed from %s to %s while the upgrade stands still is %s', (state, answer, expected) => {
    expect(codeOf(answer, { state, upgradeState: 'PAUSED' })).toBe(expected);
    expect(codeOf(answer, { state, upgradeState: 'PAUSED', organizationActive: false })).toBe(
      'ORGANIZATION_SUSPENDED',
    );
  });

  test.each(['DECLINED', 'WITHDRAWN'] as const)(
    'changed from %s to yes in the cooling-off needs all that a yes needs',
    (state) => {
      const changing = { state, upgradeState: 'COOLING_OFF' } as const;
      expect(codeOf('ACCEPTED', { ...changing, hindrance: 'ACCOUNT_DISABLED' })).toBe('INVITATION_BLOCKED');
      expect(codeOf('ACCEPTED', { ...changing, notice: otherText })).toBe('NOTICE_CHANGED');
    },
  );

  test('that is no can be given by who could not say yes any more', () => {
    const left = { state: 'ACCEPTED', hindrance: 'LEFT_SOURCE_GROUP' } as const;
    expect(codeOf('DECLINED', left)).toBe('DECLINED');
    expect(codeOf('WITHDRAWN', left)).toBe('WITHDRAWN');
  });

  test('to another text is told which text is asked about', () => {
    const decided = decideAnswer('ACCEPTED', { ...facts, notice: otherText });
    expect(decided.ok ? undefined : decided.error[0]?.params).toEqual({ edition: 2, version: 1 });
  });
});
