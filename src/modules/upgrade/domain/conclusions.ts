import type { InvitationState, RevokedReason } from './states.js';

/** What people are told whose question is over: for now, or for good with the upgrade. */
export const conclusionKinds = ['CLOSED_EARLY', 'REMOVED', 'JOINED', 'LEFT_OUT', 'CANCELLED'] as const;
export type ConclusionKind = (typeof conclusionKinds)[number];

/** How an account stands that is still there. */
export type AccountStatus = 'NOT_ACTIVATED' | 'ACTIVATED' | 'DISABLED';

/** Where an invitation stands of which its person is told that it is over. */
export interface ConcludedFacts {
  readonly state: InvitationState;
  readonly blockedReason: string | null;
  readonly revokedReason: RevokedReason | null;
  /** Whether the person has answered it, or was told of it. */
  readonly isKnown: boolean;
  /** Whether the person is in the enterprise group, by this question or by another. */
  readonly isIn: boolean;
}

/**
 * Whom it concerns that answers are closed before their time: who could answer, and who was told what they have to do
 * first.
 */
export function isCutShort({ state, blockedReason }: ConcludedFacts): boolean {
  return state === 'EXPIRED' || blockedReason === 'ACCOUNT_NOT_ACTIVATED' || blockedReason === 'NO_ACCOUNT';
}

/** What an entry of the roster says that is not the one that is over: the same person has said yes, or is asked. */
export type OtherEntry = 'ACCEPTED' | 'PENDING';

/**
 * Whether it is over for the person, too, that the question to one entry of theirs is, which stood as `was`: not if they
 * have said yes with another one; and if another one asks them, only if it was their yes that is lost.
 */
export function isOverFor(was: InvitationState, other: OtherEntry | undefined): boolean {
  return other === undefined || (other === 'PENDING' && was === 'ACCEPTED');
}

/**
 * What somebody who knows of an upgrade is told once it is over. Who stands twice on the roster and joins is not left
 * out; who was removed from it has been told, and hears no more of one that was given up.
 */
export function outcomeNews({ state, revokedReason, isIn }: ConcludedFacts): ConclusionKind | undefined {
  if (state === 'INCLUDED') return 'JOINED';
  if (state === 'EXCLUDED') return isIn ? undefined : 'LEFT_OUT';
  return revokedReason === 'REMOVED_BY_ADMIN' ? undefined : 'CANCELLED';
}

/** Whether what a message says of an end is still so when it is to be sent. */
export function conclusionVerdict(
  kind: ConclusionKind,
  {
    upgradeState,
    organizationActive,
    state,
  }: {
    readonly upgradeState: string;
    readonly organizationActive: boolean;
    readonly state: string;
  },
): 'SEND' | 'HOLD' | 'DROP' {
  const stands: Readonly<Record<ConclusionKind, boolean>> = {
    CLOSED_EARLY:
      (state === 'EXPIRED' || state === 'BLOCKED') &&
      (upgradeState === 'COOLING_OFF' || upgradeState === 'PAUSED'),
    REMOVED: state === 'REVOKED',
    JOINED: state === 'INCLUDED',
    LEFT_OUT: state === 'EXCLUDED',
    CANCELLED: upgradeState === 'CANCELLED',
  };
  if (!stands[kind]) return 'DROP';
  return organizationActive ? 'SEND' : 'HOLD';
}
