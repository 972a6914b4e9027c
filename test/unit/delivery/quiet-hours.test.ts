import { describe, expect, test } from '@jest/globals';
import { endOfQuietHours, type QuietHours } from '#modules/delivery/domain/quiet-hours.js';

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const hours = (timeZone: string, from: string, until: string): QuietHours => ({
  timeZone,
  quietFrom: minutes(from),
  quietUntil: minutes(until),
});
const end = (now: string, quiet: QuietHours): string | null =>
  endOfQuietHours(new Date(now), quiet)?.toISOString() ?? null;

describe('the end of the quiet hours', () => {
  const night = hours('Asia/Shanghai', '22:00', '08:00');

  test.each([
    ['before they begin', '2026-11-21T13:59:59.999Z', null],
    ['at their first moment', '2026-11-21T14:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['before midnight', '2026-11-21T15:30:45Z', '2026-11-22T00:00:00.000Z'],
    ['after midnight', '2026-11-21T18:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['in their last moment', '2026-11-21T23:59:59.999Z', '2026-11-22T00:00:00.000Z'],
    ['at their end, when they are over', '2026-11-22T00:00:00Z', null],
  ])('%s', (_when, now, expected) => {
    expect(end(now, night)).toBe(expected);
  });

  test('lies on the same day where they do not pass midnight', () => {
    const noon = hours('Asia/Shanghai', '12:00', '14:00');
    expect(end('2026-11-21T05:00:00Z', noon)).toBe('2026-11-21T06:00:00.000Z');
    expect(end('2026-11-21T06:00:00Z', noon)).toBeNull();
  });

  test('does not exist where they begin when they end', () => {
    expect(end('2026-11-21T16:00:00Z', hours('Asia/Shanghai', '00:00', '00:00'))).toBeNull();
  });

  test('comes at the same time of the clock when it is put on in between: an hour sooner', () => {
    // Berlin, 29 March 2026: 02:00 is 03:00.
    expect(end('2026-03-28T22:00:00Z', hours('Europe/Berlin', '22:00', '08:00'))).toBe(
      '2026-03-29T06:00:00.000Z',
    );
  });

  test('comes at the same time of the clock when it is put back in between: an hour later', () => {
    // Berlin, 25 October 2026: 03:00 is 02:00.
    expect(end('2026-10-24T21:00:00Z', hours('Europe/Berlin', '22:00', '08:00'))).toBe(
      '2026-10-25T07:00:00.000Z',
    );
  });

  test('is the moment of the change where the clock leaps over it', () => {
    expect(end('2026-03-28T22:00:00Z', hours('Europe/Berlin', '22:00', '02:30'))).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });

  test('is the first of two where the clock shows it twice, and the hour between is quiet again', () => {
    const quiet = hours('Europe/Berlin', '22:00', '02:30');
    expect(end('2026-10-24T22:00:00Z', quiet)).toBe('2026-10-25T00:30:00.000Z');
    expect(end('2026-10-25T00:45:00Z', quiet)).toBeNull();
    expect(end('2026-10-25T01:10:00Z', quiet)).toBe('2026-10-25T01:30:00.000Z');
  });

  test('knows zones whose clocks differ by a part of an hour, and changes of half an hour', () => {
    expect(end('2026-11-21T18:00:00Z', hours('Asia/Kathmandu', '22:00', '08:00'))).toBe(
      '2026-11-22T02:15:00.000Z',
    );
    // Lord Howe, 5 April 2026: 02:00 is 01:30.
    expect(end('2026-04-04T12:00:00Z', hours('Australia/Lord_Howe', '22:00', '08:00'))).toBe(
      '2026-04-04T21:30:00.000Z',
    );
  });

  test('is never quiet itself, and every minute before it is, whatever the hours', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham'];
    for (const timeZone of zones) {
      for (let from = 0; from < 1_440; from += 197) {
        for (let until = 0; until < 1_440; until += 211) {
          const quiet = { timeZone, quietFrom: from, quietUntil: until };
          const now = new Date('2026-11-01T05:17:00Z');
          const over = endOfQuietHours(now, quiet);
          if (over === null) continue;
          expect(endOfQuietHours(over, quiet)).toBeNull();
          expect(endOfQuietHours(new Date(over.getTime() - 60_000), quiet)).toEqual(over);
        }
      }
    }
  });
});
