import type { Transitions } from '#kernel/transitions.js';

export type OperationState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** RUNNING turns into itself when its process died and another starts it over. */
export const operationTransitions = {
  QUEUED: ['RUNNING', 'CANCELLED'],
  RUNNING: ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
} as const satisfies Transitions<OperationState>;

/** What became of one row of the input. */
export const rowOutcomes = ['CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** Of a row's texts so much is kept, in UTF-16 units. */
export const ROW_TEXT_MAX = 200;

export interface OperationRow {
  readonly outcome: RowOutcome;
  /** Of the input, counted from 1. */
  readonly line?: number | undefined;
  /** Why, for rows that failed or were skipped: upper case, stable, for programs. */
  readonly code?: string | undefined;
  /** The column or property to blame. */
  readonly field?: string | undefined;
  /** What stood there. Cut to 200 characters when it is stored. */
  readonly value?: string | undefined;
  /** What the row is about: its id in the input or of what it became. */
  readonly reference?: string | undefined;
}

export const operationTopic = (operationId: string): string => `operation:${operationId}`;

/** Work that ends its process this often is not started again. */
export const STARTS_MAX = 3;

/** Ends the work with state FAILED. For what is expected: the file is empty, a column is missing, and so on. */
export class OperationFailure extends Error {
  override readonly name = 'OperationFailure';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown inside the work by `throwIfCancelled`; the work lets it pass, so that its transaction is rolled back. */
export class OperationCancelled extends Error {
  override readonly name = 'OperationCancelled';
}

/** Items a second from the start to the newest numbers, rounded; null before there are any. */
export function itemsPerSecond(progress: {
  readonly done: number;
  readonly startedAt: Date | null;
  readonly updatedAt: Date;
}): number | null {
  const milliseconds = progress.startedAt ? progress.updatedAt.getTime() - progress.startedAt.getTime() : 0;
  return milliseconds > 0 ? Math.round((progress.done * 1_000) / milliseconds) : null;
}
