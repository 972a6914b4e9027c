import { describe, expect, test } from '@jest/globals';
import { readOptions } from '#demo/options.js';

const FOUR = ['--group', 'g.jsonl', '--directory', 'm.csv', '--departments', 'd.csv', '--mobiles', '/p.csv'];

describe('the command line of the demo', () => {
  test('without options means a generated group, paced, with the server left up', () => {
    expect(readOptions([], '/here')).toEqual({
      kind: 'run',
      options: { exit: false, fast: false, report: undefined, files: undefined },
    });
  });

  test('takes relative paths from the folder in which it was typed', () => {
    expect(readOptions([...FOUR, '--report', 'r.json'], '/here')).toMatchObject({
      options: {
        report: '/here/r.json',
        files: {
          group: '/here/g.jsonl',
          directory: '/here/m.csv',
          departments: '/here/d.csv',
          mobiles: '/p.csv',
        },
      },
    });
  });

  test('is refused with some of the four files, and told which are missing', () => {
    expect(readOptions(['--group', 'g.jsonl', '--mobiles', 'p.csv'], '/here')).toEqual({
      kind: 'wrong',
      message: 'A group of your own takes four files; missing: --directory, --departments.',
    });
  });

  test.each([
    ['an option that nobody knows', ['--slow'], '--slow'],
    ['a word that is no option', ['group.jsonl'], 'group.jsonl'],
    ['a report without a file', ['--report='], '--report'],
    ['a flag with a value', ['--fast=no'], '--fast'],
  ])('is refused with %s', (_what, args, named) => {
    expect(readOptions(args, '/here')).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining(named),
    });
  });

  test('explains itself before it complains of what is missing', () => {
    expect(readOptions(['--help', '--group', 'g.jsonl'], '/here')).toEqual({ kind: 'help' });
  });
});
