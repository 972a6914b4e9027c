import type { Transitions } from '#kernel/transitions.js';

export type ProgrammeState = 'DRAFT' | 'RUNNING' | 'PAUSED' | 'COMPLETED' | 'CANCELLED';

/** The life of a programme. It is COMPLETED once no group waits and every upgrade that it started is over. */
export const programmeTransitions: Transitions<ProgrammeState> = {
  DRAFT: ['RUNNING', 'CANCELLED'],
  RUNNING: ['PAUSED', 'COMPLETED', 'CANCELLED'],
  PAUSED: ['RUNNING', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};

export type ProgrammeGroupState = 'WAITING' | 'STARTED' | 'SKIPPED';

/** A group in a programme. What was skipped waits again once somebody asks for it. */
export const programmeGroupTransitions: Transitions<ProgrammeGroupState> = {
  WAITING: ['STARTED', 'SKIPPED'],
  SKIPPED: ['WAITING'],
  STARTED: [],
};

export interface SettleFacts {
  readonly state: ProgrammeState;
  readonly waiting: number;
  /** Groups that were skipped and could be tried again: those that have ceased never can. */
  readonly curable: number;
  /** Upgrades of the programme that are neither completed nor cancelled. */
  readonly openUpgrades: number;
}

/** Whether there is nothing left to do or to wait for. */
export function isDone({ state, waiting, curable, openUpgrades }: SettleFacts): boolean {
  return state === 'RUNNING' && waiting === 0 && curable === 0 && openUpgrades === 0;
}
