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
};

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
    ['declining', 'DECLINED', {}, 'DECLINED'],
    ['withdrawing an acceptance', 'WITHDRAWN', { state: 'ACCEPTED' }, 'WITHDRAWN'],
    [
      'withdrawing in the cooling-off',
      'WITHDRAWN',
      { state: 'ACCEPTED', upgradeState: 'COOLING_OFF' },
      'WITHDRAWN',
    ],
    ['withdrawing after the deadline', 'WITHDRAWN', { state: 'ACCEPTED', expiresAt: now }, 'WITHDRAWN'],
    ['accepting twice', 'ACCEPTED', { state: 'ACCEPTED' }, 'INVITATION_ALREADY_ANSWERED'],
    ['accepting after declining', 'ACCEPTED', { state: 'DECLINED' }, 'ACCEPTED'],
    ['accepting what has expired', 'ACCEPTED', { state: 'EXPIRED' }, 'INVITATION_EXPIRED'],
    ['accepting in the cooling-off', 'ACCEPTED', { upgradeState: 'COOLING_OFF' }, 'ANSWERS_CLOSED'],
    ['accepting while paused', 'ACCEPTED', { upgradeState: 'PAUSED' }, 'UPGRADE_PAUSED'],
    [
      'accepting after cancellation',
      'ACCEPTED',
      { upgradeState: 'CANCELLED', state: 'REVOKED' },
      'UPGRADE_CANCELLED',
    ],
    [
      'withdrawing after the cut-over',
      'WITHDRAWN',
      { upgradeState: 'COMPLETED', state: 'INCLUDED' },
      'UPGRADE_COMPLETED',
    ],
    [
      'accepting while the organization is suspended',
      'ACCEPTED',
      { organizationActive: false },
      'ORGANIZATION_SUSPENDED',
    ],
    ['accepting while disabled', 'ACCEPTED', { hindrance: 'ACCOUNT_DISABLED' }, 'INVITATION_BLOCKED'],
    ['accepting what was blocked and is cured', 'ACCEPTED', { state: 'BLOCKED' }, 'ACCEPTED'],
    ['withdrawing what nobody answered', 'WITHDRAWN', {}, 'INVITATION_ALREADY_ANSWERED'],
  ] as const)('%s is %s with the right code', (_name, answer, changed, expected) => {
    expect(codeOf(answer, changed)).toBe(expected);
  });
});
