import { describe, expect, test } from '@jest/globals';
import { conclusionKinds } from '#modules/upgrade/domain/conclusions.js';
import { newsKinds } from '#modules/upgrade/domain/events.js';
import {
  type MessageFacts,
  type MessageKind,
  messageOf,
  messageVerdict,
  wordMessage,
  wordMoment,
} from '#modules/upgrade/domain/messages.js';
import { blockedReasons } from '#modules/upgrade/domain/states.js';

describe('what somebody is told of news', () => {
  test('is the news itself for who can answer', () => {
    for (const kind of newsKinds) expect(messageOf(kind, 'PENDING', null)).toBe(kind);
  });

  test('is of an invitation that is blocked only what its person can do something about', () => {
    expect(
      Object.fromEntries(blockedReasons.map((why) => [why, messageOf('INVITED', 'BLOCKED', why)])),
    ).toEqual({
      UNKNOWN_MOBILE: undefined,
      NO_ACCOUNT: 'NO_ACCOUNT',
      ACCOUNT_NOT_ACTIVATED: 'SIGN_IN',
      ACCOUNT_DISABLED: undefined,
      LEFT_SOURCE_GROUP: undefined,
      REGION_RESTRICTED: undefined,
    });
    expect(messageOf('EXTENDED', 'BLOCKED', 'ACCOUNT_NOT_ACTIVATED')).toBeUndefined();
    expect(messageOf('REMINDER', 'BLOCKED', 'NO_ACCOUNT')).toBeUndefined();
  });
});

describe('a message that is about to be sent', () => {
  const facts: MessageFacts = {
    kind: 'INVITED',
    upgradeState: 'INVITING',
    organizationActive: true,
    state: 'PENDING',
    blockedReason: null,
    over: false,
    forWhoIsAsked: true,
    answeredElsewhere: false,
  };
  test.each<[string, Partial<MessageFacts>, string]>([
    ['goes out while the question is open', {}, 'SEND'],
    ['is dropped once it is answered', { state: 'ACCEPTED' }, 'DROP'],
    ['is dropped once the time is over', { over: true }, 'DROP'],
    ['is dropped when the mobile is somebody else’s', { forWhoIsAsked: false }, 'DROP'],
    ['is dropped once the upgrade is over', { upgradeState: 'CANCELLED' }, 'DROP'],
    ['is dropped in the cooling-off', { upgradeState: 'COOLING_OFF' }, 'DROP'],
    ['waits while the upgrade is paused', { upgradeState: 'PAUSED' }, 'HOLD'],
    ['waits while the organization is suspended', { organizationActive: false }, 'HOLD'],
    ['goes to a manager, who is not asked', { kind: 'ESCALATION', forWhoIsAsked: false }, 'SEND'],
    ['to a manager is dropped once it is answered', { kind: 'ESCALATION', state: 'DECLINED' }, 'DROP'],
    [
      'to a manager is dropped once it is answered as another entry',
      { kind: 'ESCALATION', answeredElsewhere: true },
      'DROP',
    ],
    [
      'of more time is dropped once it is answered as another entry',
      { kind: 'EXTENDED', answeredElsewhere: true },
      'DROP',
    ],
    ['that asks goes out for each entry', { answeredElsewhere: true }, 'SEND'],
    [
      'about signing in goes to who has not',
      { kind: 'SIGN_IN', state: 'BLOCKED', blockedReason: 'ACCOUNT_NOT_ACTIVATED' },
      'SEND',
    ],
    ['about signing in is dropped once they have', { kind: 'SIGN_IN' }, 'DROP'],
    [
      'to a stranger goes while they have no account',
      { kind: 'NO_ACCOUNT', state: 'BLOCKED', blockedReason: 'NO_ACCOUNT', forWhoIsAsked: false },
      'SEND',
    ],
    [
      'of a closing goes to who has lapsed by it',
      { kind: 'CLOSED_EARLY', state: 'EXPIRED', upgradeState: 'COOLING_OFF' },
      'SEND',
    ],
    ['of a closing is dropped once answers are open again', { kind: 'CLOSED_EARLY' }, 'DROP'],
    [
      'of a closing is dropped once all is over',
      { kind: 'CLOSED_EARLY', state: 'EXCLUDED', upgradeState: 'COMPLETED' },
      'DROP',
    ],
    ['of a removal goes out whatever the time', { kind: 'REMOVED', state: 'REVOKED', over: true }, 'SEND'],
    ['of a removal is dropped once they are asked again', { kind: 'REMOVED' }, 'DROP'],
    [
      'of an outcome goes to an account that is nobody’s question',
      { kind: 'JOINED', state: 'INCLUDED', upgradeState: 'COMPLETED', over: true, forWhoIsAsked: false },
      'SEND',
    ],
    ['of an outcome is never that of another', { kind: 'LEFT_OUT', state: 'INCLUDED' }, 'DROP'],
    ['of a cancellation goes out', { kind: 'CANCELLED', upgradeState: 'CANCELLED' }, 'SEND'],
    [
      'of an end waits while the organization is suspended',
      { kind: 'CANCELLED', upgradeState: 'CANCELLED', organizationActive: false },
      'HOLD',
    ],
    ['to a stranger is dropped once they have one', { kind: 'NO_ACCOUNT' }, 'DROP'],
  ])('%s', (_what, more, verdict) => {
    expect(messageVerdict({ ...facts, ...more })).toBe(verdict);
  });
});

describe('a message in words', () => {
  const kinds: MessageKind[] = [
    ...newsKinds,
    ...conclusionKinds,
    'SIGN_IN',
    'NO_ACCOUNT',
    'REMINDER',
    'ESCALATION',
    'ADMITTED',
  ];
  const words = { group: '{until}', organization: 'Company', until: 'Friday', name: 'Anna', why: 'So.' };

  test.each(kinds)('%s leaves no blank in either language, and takes names for names', (kind) => {
    for (const language of ['en', 'zh-CN'] as const) {
      const { title, body } = wordMessage(kind, language, words);
      expect(`${title} ${body}`.replaceAll('{until}', '')).not.toMatch(/\{\w+\}/);
      expect(title).not.toContain('\n');
    }
  });

  test('to a manager says who has not answered, and neither which group nor how', () => {
    const { title, body } = wordMessage('ESCALATION', 'en', { ...words, group: 'secret group' });
    expect(`${title} ${body}`).toContain('Anna');
    expect(`${title} ${body}`).not.toContain('secret group');
  });

  test('names a moment with the zone that it is in', () => {
    const at = new Date('2026-11-21T16:30:00Z');
    expect(wordMoment(at, 'en', 'Asia/Shanghai')).toMatch(/November 22, 2026 at 00:30 GMT\+8/);
    expect(wordMoment(at, 'zh-CN', 'Asia/Shanghai')).toContain('2026年11月22日');
  });
});
