import type { ProgrammeState } from './states.js';

export type ProgrammeChangeType =
  | 'CREATED'
  | 'STARTED'
  | 'PAUSED'
  | 'RESUMED'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'GROUP_STARTED'
  | 'GROUP_SKIPPED'
  | 'GROUPS_CHANGED';

/** A change of a programme, with how many of its groups were in each state after it. */
export interface ProgrammeChange {
  readonly programmeId: string;
  readonly type: ProgrammeChangeType;
  readonly fromState: ProgrammeState | null;
  readonly toState: ProgrammeState;
  readonly waiting: number;
  readonly started: number;
  readonly skipped: number;
}
