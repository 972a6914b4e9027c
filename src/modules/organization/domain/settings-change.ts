import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { minutesOf, timeZoneName } from './local-time.js';
import type { OrganizationSettings } from './settings.js';

type Values = Omit<OrganizationSettings, 'version'>;

/** What is to change, as a client says it. What is left out or null stays; a retention of null means for good. */
export interface SettingsInput {
  readonly timeZone?: string | null | undefined;
  /** `22:00`. */
  readonly quietFrom?: string | null | undefined;
  readonly quietUntil?: string | null | undefined;
  readonly retentionDays?: number | null | undefined;
  readonly confidentiality?: Values['confidentiality'] | null | undefined;
  readonly membersRegion?: Values['membersRegion'] | null | undefined;
  readonly clockWhileSuspended?: Values['clockWhileSuspended'] | null | undefined;
  readonly lateHistory?: Values['lateHistory'] | null | undefined;
  readonly secondAdministrator?: boolean | null | undefined;
}

/** A hundred years: longer is for good. */
export const RETENTION_DAYS = { min: 1, max: 36_500 } as const;

/** The settings as they are after the change, or every field that is wrong. */
export function changeSettings(
  settings: OrganizationSettings,
  given: SettingsInput,
): Result<Values, Refusal[]> {
  const wrong: Refusal[] = [];
  const checked = <T>(field: string, value: T | undefined, kept: T): T => {
    if (value === undefined) wrong.push(refuse('INVALID_VALUE', field));
    return value ?? kept;
  };
  const { timeZone, quietFrom, quietUntil } = settings;
  const { min, max } = RETENTION_DAYS;
  const days = given.retentionDays === undefined ? settings.retentionDays : given.retentionDays;
  if (days !== null && !(Number.isInteger(days) && days >= min && days <= max)) {
    wrong.push(refuse('OUT_OF_RANGE', 'retentionDays', { min, max }));
  }
  const values: Values = {
    timeZone: given.timeZone == null ? timeZone : checked('timeZone', timeZoneName(given.timeZone), timeZone),
    quietFrom:
      given.quietFrom == null ? quietFrom : checked('quietFrom', minutesOf(given.quietFrom), quietFrom),
    quietUntil:
      given.quietUntil == null ? quietUntil : checked('quietUntil', minutesOf(given.quietUntil), quietUntil),
    retentionDays: days,
    confidentiality: given.confidentiality ?? settings.confidentiality,
    membersRegion: given.membersRegion ?? settings.membersRegion,
    clockWhileSuspended: given.clockWhileSuspended ?? settings.clockWhileSuspended,
    lateHistory: given.lateHistory ?? settings.lateHistory,
    secondAdministrator: given.secondAdministrator ?? settings.secondAdministrator,
  };
  return wrong.length > 0 ? err(wrong) : ok(values);
}
