import { describe, expect, it } from '@jest/globals';
import { interleaved } from '../../bench/rounds.js';

describe('interleaved rounds', () => {
  it('measure all contenders in each round, turn the order about, and do not count the first', async () => {
    const calls: string[] = [];
    const contender = (name: string) => async () => {
      calls.push(name);
      return calls.length;
    };
    const measured = await interleaved(2, { a: contender('a'), b: contender('b') });
    expect(calls).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(measured).toEqual({ a: [4, 5], b: [3, 6] });
  });
});
