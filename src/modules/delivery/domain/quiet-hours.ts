export interface QuietHours {
  /** IANA. */
  readonly timeZone: string;
  /** Minutes after midnight by the zone's clock; the quiet hours are over at `quietUntil`. Equal: there are none. */
  readonly quietFrom: number;
  readonly quietUntil: number;
}

const MINUTE_MS = 60_000;
const DAY = 1_440;
/** No zone's clock has ever been put on or back by more than this at once, in minutes. */
const CHANGE_MAX = 180;

/**
 * When the quiet hours end in which `now` lies: the first full minute at which the zone's clock shows none of them,
 * across changes of the clock too. Null outside of quiet hours.
 */
export function endOfQuietHours(now: Date, hours: QuietHours): Date | null {
  const { quietFrom, quietUntil } = hours;
  const minuteOf = clockOf(hours.timeZone);
  const isQuiet = (minute: number): boolean =>
    quietFrom <= quietUntil
      ? minute >= quietFrom && minute < quietUntil
      : minute >= quietFrom || minute < quietUntil;
  let at = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  let minute = minuteOf(at);
  if (!isQuiet(minute)) return null;
  while (isQuiet(minute)) {
    // Far from the end it leaps, and near it the clock is looked at each minute: it may be put on or back.
    const left = (quietUntil - minute + DAY) % DAY;
    at += Math.max(1, left - CHANGE_MAX) * MINUTE_MS;
    minute = minuteOf(at);
  }
  return new Date(at);
}

/** What a zone's clock shows at a moment, in minutes after midnight. */
function clockOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const [hour, minute] = format.format(at).split(':');
    return Number(hour) * 60 + Number(minute);
  };
}
