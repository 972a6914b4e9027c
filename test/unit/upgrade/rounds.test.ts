import { describe, expect, test } from '@jest/globals';
import { endRefusal, extensionRefusal } from '#modules/upgrade/domain/extension.js';
import { askAgainRefusal, type AskAgainFacts } from '#modules/upgrade/domain/rounds.js';
import { stateRefusal } from '#modules/upgrade/domain/state-refusal.js';

const now = new Date('2026-11-20T08:00:00Z');
const inHours = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

describe('asking again', () => {
  const facts: AskAgainFacts = { now, state: 'DECLINED', expiresAt: inHours(1), asked: 1, declined: false };

  test.each<[string, Partial<AskAgainFacts>, string | undefined]>([
    ['who declined once', { declined: true }, undefined],
    ['who declined and was asked twice', { declined: true, asked: 2 }, undefined],
    ['who declined and was asked three times', { declined: true, asked: 3 }, 'ASKED_OFTEN_ENOUGH'],
    [
      'who declined earlier and let the third time lapse',
      { state: 'EXPIRED', declined: true, asked: 3 },
      'ASKED_OFTEN_ENOUGH',
    ],
    ['who never said no, a tenth time', { state: 'EXPIRED', asked: 9 }, undefined],
    ['who withdrew', { state: 'WITHDRAWN' }, undefined],
    ['who was removed', { state: 'REVOKED' }, undefined],
    ['who can still answer', { state: 'PENDING' }, 'ILLEGAL_STATE'],
    ['whose time is over at this moment, swept or not', { state: 'PENDING', expiresAt: now }, undefined],
    ['who accepted', { state: 'ACCEPTED' }, 'ILLEGAL_STATE'],
    ['who cannot answer', { state: 'BLOCKED' }, 'ILLEGAL_STATE'],
  ])('%s', (_name, changed, expected) => {
    expect(askAgainRefusal({ ...facts, ...changed })?.code).toBe(expected);
  });
});

describe('extending', () => {
  test.each([
    ['now', 0, 'OUT_OF_RANGE'],
    ['a moment from now', 1 / 3_600_000, undefined],
    ['thirty days', 720, undefined],
    ['a moment more than thirty days', 720 + 1 / 3_600_000, 'OUT_OF_RANGE'],
  ] as const)('an end in %s', (_name, hours, expected) => {
    expect(endRefusal(inHours(hours), now)?.code).toBe(expected);
  });

  test.each([
    ['pending until later', 'PENDING', 1, undefined],
    ['blocked until later', 'BLOCKED', 1, undefined],
    ['pending until now, swept or not', 'PENDING', 0, 'INVITATION_EXPIRED'],
    ['expired', 'EXPIRED', -1, 'INVITATION_EXPIRED'],
    ['pending until the new end already', 'PENDING', 5, 'DEADLINE_NOT_LATER'],
    ['declined', 'DECLINED', 1, 'ILLEGAL_STATE'],
    ['accepted', 'ACCEPTED', 1, 'ILLEGAL_STATE'],
  ] as const)('what is %s', (_name, state, hours, expected) => {
    expect(extensionRefusal({ state, expiresAt: inHours(hours) }, inHours(5), now)?.code).toBe(expected);
  });
});

test.each([
  ['INVITING', undefined],
  ['COOLING_OFF', 'ILLEGAL_STATE'],
  ['PAUSED', 'UPGRADE_PAUSED'],
  ['COMPLETED', 'UPGRADE_COMPLETED'],
  ['CANCELLED', 'UPGRADE_CANCELLED'],
] as const)('what needs INVITING answers an upgrade that is %s with %s', (state, expected) => {
  expect(stateRefusal(state, ['INVITING'])?.code).toBe(expected);
});
