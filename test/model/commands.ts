/** People who are on the roster from the start and are not its first owner. Two of them may own the group, too. */
export const OTHERS = 4;
/** Who joins the source group later, in some plays: the place after the others. */
export const NEWCOMER = OTHERS + 1;

export type How = 'acceptInvitation' | 'declineInvitation' | 'withdrawAcceptance';
/** Who does what needs a role: somebody by their place, or an administrator who is in no group. */
export type By = 0 | 1 | 2 | 'officer';
export type Owner = 0 | 1 | 2 | null;

/** One of the two groups of a play over two; the other one has somebody less in it, and perhaps another owner. */
export type GroupPlace = 0 | 1;

/** What one actor does in one call. `who` and `of` are places: 0 is the owner's, the others follow in roster order. */
export type AboutGroup =
  // Members
  | {
      readonly kind: 'answer';
      readonly who: number;
      readonly of: number;
      readonly how: How;
      readonly text: 'shown' | 'old';
    }
  // The upgrade
  | { readonly kind: 'close' | 'cancel' | 'pause' | 'resume' | 'stop' | 'reinvite' | 'sweep' }
  | { readonly kind: 'adopt'; readonly publishes: boolean }
  | { readonly kind: 'takeUp' | 'cutOver' | 'confirm'; readonly by: By }
  | { readonly kind: 'extend'; readonly days: number }
  | { readonly kind: 'extendOne'; readonly of: number; readonly days: number }
  | { readonly kind: 'remove' | 'remindOne'; readonly of: number }
  | { readonly kind: 'remind' }
  | { readonly kind: 'admit' | 'askAdmission'; readonly who: number }
  // What changes underneath
  | { readonly kind: 'match'; readonly of: number; readonly with: number | 'nobody' | 'stranger' }
  | {
      readonly kind: 'roster';
      readonly absent: readonly number[];
      readonly newcomer: boolean;
      readonly owner: Owner;
    }
  | { readonly kind: 'grant' | 'revoke'; readonly by: 0 | 1 | 2 }
  | { readonly kind: 'askForMandate' };

/** What is the same for all groups of a play. */
export type AboutAll =
  | { readonly kind: 'erase'; readonly who: number }
  | { readonly kind: 'disable' | 'enable' | 'move' | 'leave' | 'hire'; readonly who: number }
  | { readonly kind: 'roles'; readonly who: 0 | 1; readonly roles: readonly string[] }
  | { readonly kind: 'suspend' | 'reinstate' }
  | { readonly kind: 'settings'; readonly region: 'ANY' | 'OWN'; readonly clock: 'STOPS' | 'RUNS' }
  | { readonly kind: 'promise'; readonly terms: Promised }
  | { readonly kind: 'pauseProgramme' | 'resumeProgramme' | 'leaveProgramme' | 'cancelProgramme' }
  | { readonly kind: 'travel'; readonly hours: number };

/** What the settings say that a text promises. */
export interface Promised {
  readonly retentionDays: number | null;
  readonly confidentiality: 'INTERNAL' | 'CONFIDENTIAL';
  readonly lateHistory: 'FROM_BEGINNING' | 'FROM_ADMISSION';
}

/** As of an organization that has decided nothing. */
export const BUILT_IN: Promised = {
  retentionDays: null,
  confidentiality: 'INTERNAL',
  lateHistory: 'FROM_ADMISSION',
};

/** Somebody answers what they are asked in each group in one call. */
export interface Together {
  readonly kind: 'answerTogether';
  readonly who: number;
  readonly hows: readonly [YesOrNo, YesOrNo];
}

type YesOrNo = 'acceptInvitation' | 'declineInvitation';

export type GroupCommand = AboutGroup & { readonly group: GroupPlace };
export type Command = GroupCommand | AboutAll;
/** A call: of one command, or of several. */
export type Call = Command | Together;

export type Kind = Command['kind'];
/** The commands of a kind. */
export type Of<K extends Kind> = Command extends infer C
  ? C extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? C
      : never
    : never
  : never;
/** Something to be said of each kind of command. */
export type ByKind<T, K extends Kind = Kind> = { readonly [Key in K]: (command: Of<Key>) => T };

export function said<T, K extends Kind>(table: ByKind<T, K>, command: Of<K>): T {
  return (table[command.kind as K] as (command: Of<K>) => T)(command);
}

const ABOUT_ALL: Readonly<Record<AboutAll['kind'], true>> = {
  erase: true,
  disable: true,
  enable: true,
  move: true,
  leave: true,
  hire: true,
  roles: true,
  suspend: true,
  reinstate: true,
  settings: true,
  promise: true,
  pauseProgramme: true,
  resumeProgramme: true,
  leaveProgramme: true,
  cancelProgramme: true,
  travel: true,
};

export function isAboutAll(command: AboutGroup | AboutAll): command is AboutAll {
  return command.kind in ABOUT_ALL;
}

export function isAboutGroup(command: Command): command is GroupCommand {
  return 'group' in command;
}

/** The commands that a call is made of, in a play over so many groups: where there is one group, all is about it. */
export function partsOf(call: Call, groups: number): readonly Command[] {
  if (call.kind === 'answerTogether') {
    const { who, hows } = call;
    return ([0, 1] as const)
      .slice(0, groups)
      .map((group) => ({ kind: 'answer', group, who, of: who, how: hows[group], text: 'shown' }));
  }
  return [isAboutGroup(call) && call.group >= groups ? { ...call, group: 0 } : call];
}

/** What happens at the same time, over a connection each. */
export type Step = readonly Call[];

/** What an upgrade is started with. */
export interface Terms {
  readonly coolingOffHours: number;
  /** Whether a cut-over is only proposed, for somebody else to confirm. */
  readonly secondAdministrator: boolean;
  /** Whether it is one of a programme. */
  readonly inProgramme: boolean;
  /** Who owns the other group, whose upgrade is started, too; undefined where there is one group. */
  readonly otherOwner: 0 | 1 | undefined;
}
