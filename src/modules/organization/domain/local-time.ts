const LOCAL_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `22:00` as minutes after midnight; undefined for anything that is no time of day in hours and minutes. */
export function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = LOCAL_TIME.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** Minutes after midnight as `22:00`. */
export function localTimeOf(minutes: number): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}

/**
 * The IANA name of a time zone in its usual spelling; undefined for offsets and for what nobody knows. A name that
 * stands for another one stays as it is given: which of two is the newer changes with the edition of the tables.
 */
export function timeZoneName(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch {
    return undefined;
  }
}
