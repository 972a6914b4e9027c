import { describe, expect, test } from '@jest/globals';
import { localTimeOf, minutesOf, timeZoneName } from '#modules/organization/domain/local-time.js';

describe('a time of day', () => {
  test.each([
    ['00:00', 0],
    ['08:05', 485],
    ['23:59', 1_439],
  ])('%s is read and told the same', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
    expect(localTimeOf(minutes)).toBe(text);
  });

  test.each(['24:00', '8:00', '08:60', '08:5', '', '0800', '08:00:00', ' 08:00', '08:00\n', '２２:00'])(
    '%j is none',
    (text) => {
      expect(minutesOf(text)).toBeUndefined();
    },
  );
});

describe('a time zone', () => {
  test.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['asia/shanghai', 'Asia/Shanghai'],
    ['UTC', 'UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is known as %s', (text, name) => {
    expect(timeZoneName(text)).toBe(name);
  });

  test.each(['+08:00', '-05', '', 'Mars/Olympus', 'Asia/Shanghai ', 'Asia/Shanghai; drop table', '8'])(
    '%j is none',
    (text) => {
      expect(timeZoneName(text)).toBeUndefined();
    },
  );
});
