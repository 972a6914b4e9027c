import { describe, expect, test } from '@jest/globals';
import type { History, SeenEvent } from '../../chaos/history.js';
import { judge } from '../../chaos/judge.js';

const EVENT_MS = 10_000;

function eventsUpTo(last: number, from = 1): SeenEvent[] {
  return Array.from({ length: last - from + 1 }, (_, place) => {
    const at = (from + place) * EVENT_MS;
    return { sequence: from + place, at, seenAt: at + 5 };
  });
}

const FINAL = { sequence: 6, state: 'COMPLETED', included: 1, excluded: 1 };
const LATER = 1_000_000;

/** Two people were asked: Ann said yes, no, yes, and Bob no. A watcher saw it over two connections. */
function sound(): History {
  const word = (key: string, invitationId: string, said: 'ACCEPTED' | 'DECLINED', at: number) => ({
    answer: { key, invitationId, word: said, outcome: 'done', tries: 1, at },
    receipt: { key, invitationId, upgradeId: 'u', sequence: at, word: said, at: at * EVENT_MS },
  });
  const words = [
    word('ann/1', 'ann', 'ACCEPTED', 1),
    word('ann/2', 'ann', 'DECLINED', 2),
    word('bob/1', 'bob', 'DECLINED', 3),
    word('ann/3', 'ann', 'ACCEPTED', 4),
  ];
  return {
    answers: words.map(({ answer }) => answer),
    refusals: [],
    putOff: [],
    suspensions: [],
    watchers: [
      {
        name: 'watcher',
        upgradeId: 'u',
        sittings: [
          { rightUntil: LATER, events: eventsUpTo(3) },
          { rightUntil: LATER, events: eventsUpTo(6, 4) },
        ],
        losses: [],
        complete: true,
      },
    ],
    dashboards: [
      {
        name: 'dashboard',
        upgradeId: 'u',
        states: [{ sequence: 2, state: 'INVITING', included: 0, excluded: 0 }, FINAL],
        complete: true,
      },
    ],
    told: [{ deliveryId: 'd', at: 1 }],
    exits: [{ node: 'node 1', ended: 'killed', status: 'SIGKILL', lastWords: '' }],
    faults: [{ kind: 'node killed', what: 'node 1', atMs: 0, lastedMs: 1, recoveredMs: 5 }],
    facts: {
      receipts: words.map(({ receipt }) => receipt),
      upgrades: [
        {
          id: 'u',
          numbers: FINAL,
          log: [1, 2, 3, 4, 5, 6],
          invitations: { ann: 'INCLUDED', bob: 'EXCLUDED' },
        },
      ],
      jobs: { twice: [], missing: [], failed: [] },
    },
  };
}

/** Everything that is found in a history, as `claim: problem`. */
const found = (history: History): string[] =>
  judge(history).flatMap(({ claim, problems }) => problems.map((problem) => `${claim}: ${problem}`));

const LOST = 'no acknowledged answer is lost, none counts twice';
const DONE = 'every answer is done in the end, or refused with a reason to';
const WATCHERS = 'every watcher has every event, once and in order';
const DASHBOARDS = 'dashboards never go back, and end on the exact numbers';
const RIGHTS = 'nobody is shown what happens after their right has ended';
const TOKENS = 'tokens count until their end, by the right time';
const OVERLOAD = 'who is refused for now is told when to come back';

test('finds nothing in a history in which everything was as promised', () => {
  expect(found(sound())).toEqual([]);
});

describe('finds in what became of answers', () => {
  test('one that was acknowledged and is lost', () => {
    const { facts, ...rest } = sound();
    const receipts = facts.receipts.filter(({ key }) => key !== 'bob/1');
    expect(found({ ...rest, facts: { ...facts, receipts } })).toEqual([
      `${LOST}: bob/1 was told done and has 0 receipts`,
    ]);
  });

  test('one that counts twice', () => {
    const { facts, ...rest } = sound();
    const receipts = [...facts.receipts, ...facts.receipts.slice(0, 1)];
    expect(found({ ...rest, facts: { ...facts, receipts } })).toEqual([`${LOST}: ann/1 has 2 receipts`]);
  });

  test('one that was kept as another word than was said', () => {
    const { facts, ...rest } = sound();
    const receipts = facts.receipts.map((one) =>
      one.key === 'bob/1' ? { ...one, word: 'ACCEPTED' as const } : one,
    );
    expect(found({ ...rest, facts: { ...facts, receipts } })).toEqual([
      `${LOST}: bob/1 said DECLINED and has a receipt for ACCEPTED`,
    ]);
  });

  test('one that nobody gave', () => {
    const { answers, ...rest } = sound();
    expect(found({ ...rest, answers: answers.filter(({ key }) => key !== 'ann/1') })).toEqual([
      `${LOST}: nobody gave the answer of receipt ann/1`,
    ]);
  });

  test('one that was refused and done all the same', () => {
    const { answers, ...rest } = sound();
    const refused = answers.map((one) => (one.key === 'ann/1' ? { ...one, outcome: 'NOT_PENDING' } : one));
    expect(found({ ...rest, answers: refused })).toEqual([
      `${LOST}: ann/1 was told NOT_PENDING and has 1 receipts`,
      `${DONE}: ann/1 ended as NOT_PENDING after 1 tries`,
    ]);
  });

  test('a client that never got to know', () => {
    const { answers, ...rest } = sound();
    const untold = answers.map((one) => (one.key === 'ann/1' ? { ...one, outcome: 'untold' } : one));
    expect(found({ ...rest, answers: untold })).toEqual([`${DONE}: ann/1 ended as untold after 1 tries`]);
  });

  test('one that was given while the company was suspended, and none from before or after', () => {
    const during = (from: number, until: number): string[] =>
      found({ ...sound(), suspensions: [{ from, until }] });
    expect(during(2 * EVENT_MS - 100, 2 * EVENT_MS + 100)).toEqual([
      'while the company is suspended nobody answers: ann/2 was answered while it was',
    ]);
    expect(during(2 * EVENT_MS + 1, 3 * EVENT_MS)).toEqual([]);
  });

  test('numbers that are not what people have said last', () => {
    const { answers, ...rest } = sound();
    const changed = answers.map((one) => (one.key === 'ann/3' ? { ...one, at: 0 } : one));
    expect(found({ ...rest, answers: changed })).toEqual([
      'the final numbers are what people have said: u counts 1 in and 1 out; 0 of 2 said yes',
    ]);
  });

  test('somebody left out who said yes', () => {
    const { facts, ...rest } = sound();
    const upgrades = facts.upgrades.map((one) => ({
      ...one,
      invitations: { ann: 'EXCLUDED', bob: 'INCLUDED' },
    }));
    expect(found({ ...rest, facts: { ...facts, upgrades } })).toEqual([
      'the final numbers are what people have said: u left out 1 who said yes, ann for one',
    ]);
  });
});

describe('finds in what clients were told for the moment', () => {
  const refusal = { code: 'OVERLOADED', tokenUntil: LATER, at: 0, retryAfter: 2, keptAwayMs: 2_001 };
  const withRefusal = (more: object): string[] => found({ ...sound(), refusals: [{ ...refusal, ...more }] });

  test('nothing, where there was too much to do and the client came back in time', () => {
    expect(withRefusal({})).toEqual([]);
  });

  test('no time to come back at', () => {
    expect(withRefusal({ retryAfter: undefined })).toEqual([`${OVERLOAD}: OVERLOADED came without a time`]);
  });

  test('a client that came back too early', () => {
    expect(withRefusal({ keptAwayMs: 1_200 })).toEqual([`${OVERLOAD}: a client came back after 1200 ms`]);
  });

  test('what nobody may be told who did nothing wrong', () => {
    expect(withRefusal({ code: 'INTERNAL_SERVER_ERROR' })).toEqual([
      `${DONE}: a client was told INTERNAL_SERVER_ERROR`,
    ]);
  });

  test('a token that was refused long before its end, and one that was taken after it', () => {
    expect(withRefusal({ code: 'UNAUTHENTICATED' })).toEqual([
      `${TOKENS}: a token was refused 1000000 ms before its end`,
    ]);
    expect(withRefusal({ code: 'UNAUTHENTICATED', at: LATER + 10 })).toEqual([]);
    expect(withRefusal({ code: 'NOT_REFUSED', at: LATER + 5_000 })).toEqual([
      `${TOKENS}: a token was taken 5000 ms after its end`,
    ]);
  });
});

describe('finds in what watchers saw', () => {
  const watching = (change: (events: SeenEvent[]) => SeenEvent[], more: object = {}): string[] => {
    const { watchers, ...rest } = sound();
    return found({
      ...rest,
      watchers: watchers.map(({ sittings: [first, second], ...watcher }) => ({
        ...watcher,
        sittings: [
          { rightUntil: LATER, events: first?.events ?? [] },
          { rightUntil: LATER, events: change([...(second?.events ?? [])]) },
        ],
        ...more,
      })),
    });
  };

  test('an event that was repeated', () => {
    expect(watching((events) => [...eventsUpTo(3, 3), ...events])).toEqual([
      `${WATCHERS}: watcher was shown 3 where 4 was next`,
    ]);
  });

  test('a gap', () => {
    expect(watching((events) => events.slice(1))).toEqual([
      `${WATCHERS}: watcher was shown 5 where 4 was next`,
    ]);
  });

  test('two in the wrong order', () => {
    expect(watching((events) => events.toReversed())).toEqual([
      `${WATCHERS}: watcher was shown 6 where 4 was next`,
    ]);
  });

  test('an end that is missing, of the events or of the stream', () => {
    expect(watching((events) => events.slice(0, -1))).toEqual([`${WATCHERS}: watcher has 5 of 6 events`]);
    expect(watching((events) => events, { complete: false })).toEqual([
      `${WATCHERS}: watcher was not told that there is no more`,
    ]);
  });

  test('an event of after the revocation, and none where it is shown once the right is back', () => {
    const loss = (until: number): object => ({ losses: [{ from: 4 * EVENT_MS, until }] });
    expect(watching((events) => events, loss(LATER))).toEqual([
      `${RIGHTS}: watcher was shown 5 while the right was taken away`,
      `${RIGHTS}: watcher was shown 6 while the right was taken away`,
    ]);
    expect(watching((events) => events, loss(4 * EVENT_MS + 4_000))).toEqual([]);
    const late = (events: SeenEvent[]): SeenEvent[] =>
      events.map((event) => ({ ...event, seenAt: LATER - 1 }));
    expect(watching(late, loss(LATER - 1))).toEqual([]);
  });

  test('an event of after the end of its token', () => {
    const { watchers, ...rest } = sound();
    const short = watchers.map(({ sittings, ...watcher }) => ({
      ...watcher,
      sittings: sittings.map(({ events }) => ({ rightUntil: 5 * EVENT_MS, events })),
    }));
    expect(found({ ...rest, watchers: short })).toEqual([
      `${RIGHTS}: watcher was shown 6 10000 ms after the token's end`,
    ]);
  });
});

describe('finds in what dashboards saw', () => {
  const dashboard = (states: readonly (typeof FINAL)[], complete = true): string[] => {
    const { dashboards, ...rest } = sound();
    return found({ ...rest, dashboards: dashboards.map((one) => ({ ...one, states, complete })) });
  };

  test('a state that is older than the one before', () => {
    expect(dashboard([{ ...FINAL, sequence: 5 }, { ...FINAL, sequence: 4 }, FINAL])).toEqual([
      `${DASHBOARDS}: dashboard went back to 4`,
    ]);
  });

  test('a last state that is not the last one', () => {
    expect(dashboard([{ ...FINAL, included: 2 }])[0]).toContain(`${DASHBOARDS}: dashboard ended on`);
    expect(dashboard([])[0]).toContain(`${DASHBOARDS}: dashboard ended on`);
  });

  test('a stream that did not end', () => {
    expect(dashboard([FINAL], false)).toEqual([
      `${DASHBOARDS}: dashboard was not told that there is no more`,
    ]);
  });
});

describe('finds in what is left', () => {
  test('a gap in a log, and a counter that is not its end', () => {
    const { facts, ...rest } = sound();
    const withLog = (log: readonly number[]): string[] =>
      found({ ...rest, facts: { ...facts, upgrades: facts.upgrades.map((one) => ({ ...one, log })) } });
    expect(withLog([1, 2, 4, 5, 6])).toEqual(['every log is whole: u has 4 where 3 belongs']);
    expect(withLog([1, 2, 3, 4, 5])).toEqual(['every log is whole: u counts 6 events and has 5']);
  });

  test('jobs that were done twice, not at all, or given up', () => {
    const { facts, ...rest } = sound();
    const jobs = { twice: ['start of group g'], missing: ['message m'], failed: ['task: why'] };
    expect(found({ ...rest, facts: { ...facts, jobs } })).toEqual([
      'no job is done twice, none is left undone: done twice: start of group g',
      'no job is done twice, none is left undone: not done: message m',
      'no job is done twice, none is left undone: given up: task: why',
    ]);
  });

  test('a process that died by itself, and one that did not stop as it should', () => {
    const exits = [
      { node: 'node 1', ended: undefined, status: 1, lastWords: 'uncaught exception' },
      { node: 'node 2', ended: 'stopped' as const, status: 1, lastWords: 'not drained' },
      { node: 'node 3', ended: 'stopped' as const, status: 0, lastWords: '' },
    ];
    expect(found({ ...sound(), exits })).toEqual([
      'no process has died that was not killed: node 1 ended by itself with 1: uncaught exception',
      'no process has died that was not killed: node 2 was to stop and ended with 1: not drained',
    ]);
  });

  test('a node that did not come back', () => {
    const faults = [{ kind: 'node killed', what: 'node 2', atMs: 0, lastedMs: 1, recoveredMs: undefined }];
    expect(found({ ...sound(), faults })).toEqual([
      'every node is back after every fault: not after this: node killed, node 2',
    ]);
  });

  test('many of a kind, and tells the first of them', () => {
    const { facts, ...rest } = sound();
    const twice = Array.from({ length: 9 }, (_, place) => `job ${place}`);
    const problems = found({ ...rest, facts: { ...facts, jobs: { twice, missing: [], failed: [] } } });
    expect(problems).toHaveLength(6);
    expect(problems.at(-1)).toContain('and 4 more of the kind');
  });
});
