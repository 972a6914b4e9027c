import { describe, expect, jest, test } from '@jest/globals';
import { GroupCommit, type HeldUp } from '#platform/use-case/group-commit.js';

interface Item {
  readonly name: string;
  readonly subject?: string;
}

interface Done {
  readonly done: string;
}

/** A queue whose commits are ended by hand. */
function byHand(limits: Partial<{ batch: number; queue: number; waiting: number }> = {}) {
  const commits: {
    readonly names: readonly string[];
    readonly wait: boolean;
    end(heldUp?: Readonly<Record<string, string>>): Promise<void>;
    fail(error: Error): Promise<void>;
  }[] = [];
  const queue = new GroupCommit<Item, Done>({
    commit: (items, { wait }) =>
      new Promise<readonly (Done | HeldUp)[]>((resolve, reject) => {
        commits.push({
          names: items.map(({ name }) => name),
          wait,
          end: (heldUp = {}) => {
            resolve(
              items.map(({ name }) => {
                const by = heldUp[name];
                return by === undefined ? { done: name } : { heldUpBy: by };
              }),
            );
            return settled();
          },
          fail: (error) => {
            reject(error);
            return settled();
          },
        });
      }),
    exclusive: ({ subject }) => (subject === undefined ? [] : [subject]),
    overloaded: (retryAfter) => new Error(`overloaded, ${retryAfter} s`),
    limits: { batch: 10, queue: 100, waiting: 2, ...limits },
  });
  const seen = (): string[] => commits.map(({ names }) => names.join(' '));
  return { queue, commits, seen };
}

/** Everything that was settled has been heard of. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a group commit', () => {
  test('commits who comes alone at once, and who comes meanwhile together', async () => {
    const { queue, commits, seen } = byHand();
    const first = queue.add({ name: 'a' });
    expect(seen()).toEqual(['a']);
    const others = ['b', 'c', 'd'].map((name) => queue.add({ name }));
    expect(seen()).toEqual(['a']);
    await commits[0]?.end();
    expect(seen()).toEqual(['a', 'b c d']);
    await commits[1]?.end();
    await expect(first).resolves.toEqual({ done: 'a' });
    await expect(Promise.all(others)).resolves.toEqual([{ done: 'b' }, { done: 'c' }, { done: 'd' }]);
    expect(queue.unsettled).toBe(0);
  });

  test('puts no more into a batch than its limit', async () => {
    const { queue, commits, seen } = byHand({ batch: 2 });
    for (const name of ['a', 'b', 'c', 'd']) void queue.add({ name });
    await commits[0]?.end();
    await commits[1]?.end();
    expect(seen()).toEqual(['a', 'b c', 'd']);
  });

  test('commits what shares something one after the other, in order', async () => {
    const { queue, commits, seen } = byHand();
    void queue.add({ name: 'x' });
    const tabs = ['a1', 'a2', 'a3'].map((name) => queue.add({ name, subject: 'a' }));
    void queue.add({ name: 'b1', subject: 'b' });
    await commits[0]?.end();
    expect(seen()).toEqual(['x', 'a1 b1']);
    await commits[1]?.end();
    expect(seen().at(-1)).toBe('a2');
    await commits[2]?.end();
    expect(seen().at(-1)).toBe('a3');
    await commits[3]?.end();
    await expect(Promise.all(tabs)).resolves.toHaveLength(3);
  });

  test('lets one that fails fail alone', async () => {
    const { queue, commits, seen } = byHand();
    void queue.add({ name: 'x' });
    const good = queue.add({ name: 'good' });
    const bad = queue.add({ name: 'bad' });
    bad.catch(() => undefined);
    await commits[0]?.end();
    await commits[1]?.fail(new Error('one of them'));
    await commits[2]?.end();
    await commits[3]?.fail(new Error('this one'));
    expect(seen()).toEqual(['x', 'good bad', 'good', 'bad']);
    await expect(good).resolves.toEqual({ done: 'good' });
    await expect(bad).rejects.toThrow('this one');
    expect(queue.unsettled).toBe(0);
  });

  test('tells all of a batch when the database is away, and asks it no more for each', async () => {
    const { queue, commits, seen } = byHand();
    void queue.add({ name: 'x' });
    const both = [queue.add({ name: 'a' }), queue.add({ name: 'b' })];
    const told = Promise.allSettled(both);
    await commits[0]?.end();
    await commits[1]?.fail(Object.assign(new Error('gone'), { code: '57P01' }));
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(seen()).toEqual(['x', 'a b']);
  });

  test('sets aside who is held up, and the others go on', async () => {
    const { queue, commits, seen } = byHand();
    void queue.add({ name: 'x' });
    const slow = queue.add({ name: 'slow' });
    const quick = queue.add({ name: 'quick' });
    await commits[0]?.end();
    await commits[1]?.end({ slow: 'upgrade 1' });
    await expect(quick).resolves.toEqual({ done: 'quick' });
    expect(commits[2]).toMatchObject({ names: ['slow'], wait: true });
    expect(queue).toMatchObject({ unsettled: 1, heldUp: 1 });
    const next = queue.add({ name: 'next' });
    expect(seen().at(-1)).toBe('next');
    await commits[3]?.end();
    await expect(next).resolves.toEqual({ done: 'next' });
    await commits[2]?.end();
    await expect(slow).resolves.toEqual({ done: 'slow' });
    expect(queue).toMatchObject({ unsettled: 0, heldUp: 0 });
  });

  test('gathers who waits for the same, and waits for a bounded number of things at once', async () => {
    const { queue, commits, seen } = byHand({ waiting: 2 });
    const by = { a1: 'A', b1: 'B', c1: 'C', a2: 'A' };
    void queue.add({ name: 'x' });
    const all = Object.keys(by).map((name) => queue.add({ name }));
    await commits[0]?.end();
    await commits[1]?.end(by);
    expect(seen().slice(2)).toEqual(['a1', 'b1']);
    await commits[2]?.end();
    expect(seen().slice(4)).toEqual(['c1']);
    await commits[3]?.end();
    expect(seen().slice(5)).toEqual(['a2']);
    await commits[4]?.end();
    await commits[5]?.end();
    await expect(Promise.all(all)).resolves.toHaveLength(4);
    expect(queue.unsettled).toBe(0);
  });

  test('says so when it is full, and when to come again', async () => {
    const { queue, commits } = byHand({ queue: 2 });
    const first = queue.add({ name: 'a' });
    void queue.add({ name: 'b' });
    await expect(queue.add({ name: 'c' })).rejects.toThrow('overloaded, 1 s');
    await commits[0]?.end();
    await first;
    const again = jest.fn();
    void queue.add({ name: 'c' }).then(again);
    await commits[1]?.end();
    await commits[2]?.end();
    expect(again).toHaveBeenCalledWith({ done: 'c' });
  });
});
