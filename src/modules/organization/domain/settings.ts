import type { OrganizationRegion } from './organization.js';

export const confidentialities = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'] as const;
export type Confidentiality = (typeof confidentialities)[number];

/** From which regions an enterprise group takes people: any, or only those with a mobile of the organization's own. */
export const membersRegions = ['ANY', 'OWN'] as const;
export type MembersRegion = (typeof membersRegions)[number];

/** Whether the time to answer goes on while the organization is suspended. */
export const suspendedClocks = ['RUNS', 'STOPS'] as const;
export type SuspendedClock = (typeof suspendedClocks)[number];

/** What somebody who is admitted after the cut-over sees of the history. */
export const lateHistories = ['FROM_BEGINNING', 'FROM_ADMISSION'] as const;
export type LateHistory = (typeof lateHistories)[number];

/** What an organization has decided about its upgrades. */
export interface OrganizationSettings {
  /** IANA. */
  readonly timeZone: string;
  /** Minutes after midnight in the time zone; the quiet hours are over at `quietUntil`. Equal: there are none. */
  readonly quietFrom: number;
  readonly quietUntil: number;
  /** How long messages are kept; null: for good. */
  readonly retentionDays: number | null;
  readonly confidentiality: Confidentiality;
  readonly membersRegion: MembersRegion;
  readonly clockWhileSuspended: SuspendedClock;
  readonly lateHistory: LateHistory;
  /** Whether a cut-over needs a second administrator. */
  readonly secondAdministrator: boolean;
  readonly version: number;
}

export const timeZoneOf = (region: OrganizationRegion): string =>
  region === 'MAINLAND' ? 'Asia/Shanghai' : 'UTC';
