import fc from 'fast-check';

/** People who are on the roster from the start and are not its first owner. Two of them may own the group, too. */
export const OTHERS = 4;
/** Who joins the source group later, in some plays: the place after the others. */
export const NEWCOMER = OTHERS + 1;
/** Travels are no divisors of the days in which deadlines are given, so no two instants fall together by chance. */
const HOURS = [7, 19, 31, 67] as const;

export type How = 'acceptInvitation' | 'declineInvitation' | 'withdrawAcceptance';
/** Who does what needs a role: somebody by their place, or an administrator who is in no group. */
export type By = 0 | 1 | 2 | 'officer';
export type Owner = 0 | 1 | 2 | null;

/** What one actor does in one call. `who` and `of` are places: 0 is the owner's, the others follow in roster order. */
export type Command =
  // Members
  | {
      readonly kind: 'answer';
      readonly who: number;
      readonly of: number;
      readonly how: How;
      readonly text: 'shown' | 'old';
    }
  | { readonly kind: 'erase'; readonly who: number }
  // The upgrade
  | { readonly kind: 'close' | 'cancel' | 'pause' | 'resume' | 'stop' | 'reinvite' }
  | { readonly kind: 'adopt' | 'sweep' }
  | { readonly kind: 'takeUp' | 'cutOver' | 'confirm'; readonly by: By }
  | { readonly kind: 'extend'; readonly days: number }
  | { readonly kind: 'extendOne'; readonly of: number; readonly days: number }
  | { readonly kind: 'remove' | 'remindOne'; readonly of: number }
  | { readonly kind: 'remind' }
  | { readonly kind: 'admit' | 'askAdmission'; readonly who: number }
  // What changes underneath
  | { readonly kind: 'disable' | 'enable' | 'move' | 'leave' | 'hire'; readonly who: number }
  | { readonly kind: 'roles'; readonly who: 0 | 1; readonly roles: readonly string[] }
  | { readonly kind: 'match'; readonly of: number; readonly with: number | 'nobody' | 'stranger' }
  | {
      readonly kind: 'roster';
      readonly absent: readonly number[];
      readonly newcomer: boolean;
      readonly owner: Owner;
    }
  | { readonly kind: 'suspend' | 'reinstate' }
  | { readonly kind: 'settings'; readonly region: 'ANY' | 'OWN'; readonly clock: 'STOPS' | 'RUNS' }
  | { readonly kind: 'grant' | 'revoke'; readonly by: 0 | 1 | 2 }
  | { readonly kind: 'askForMandate' }
  | { readonly kind: 'pauseProgramme' | 'resumeProgramme' | 'leaveProgramme' | 'cancelProgramme' }
  | { readonly kind: 'travel'; readonly hours: number };

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
export type ByKind<T> = { readonly [K in Kind]: (command: Of<K>) => T };

export function said<T>(table: ByKind<T>, command: Command): T {
  return (table[command.kind] as (command: Command) => T)(command);
}

/** What happens at the same time, over a connection each. */
export type Step = readonly Command[];

/** What an upgrade is started with. */
export interface Terms {
  readonly coolingOffHours: number;
  /** Whether a cut-over is only proposed, for somebody else to confirm. */
  readonly secondAdministrator: boolean;
  /** Whether it is one of a programme. */
  readonly inProgramme: boolean;
}

const anybody = fc.integer({ min: 0, max: OTHERS });
const other = fc.integer({ min: 1, max: OTHERS });
const withoutRole = fc.integer({ min: 2, max: OTHERS });
const entry = fc.integer({ min: 0, max: NEWCOMER });
const days = fc.integer({ min: 2, max: 9 });
const one = <const T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const of = <const K extends Command['kind']>(...kinds: K[]): fc.Arbitrary<{ kind: K }> =>
  fc.record({ kind: one(...kinds) });

/** Mostly people answer what they are asked themselves, and what they were shown. */
const answer: fc.Arbitrary<Command> = fc
  .record({
    who: fc.oneof({ weight: 9, arbitrary: anybody }, { weight: 1, arbitrary: one(NEWCOMER) }),
    strays: fc.oneof({ weight: 14, arbitrary: one(undefined) }, { weight: 1, arbitrary: entry }),
    how: fc.oneof(
      { weight: 6, arbitrary: one<How>('acceptInvitation') },
      { weight: 2, arbitrary: one<How>('declineInvitation') },
      { weight: 1, arbitrary: one<How>('withdrawAcceptance') },
    ),
    text: fc.oneof({ weight: 9, arbitrary: one('shown') }, { weight: 1, arbitrary: one('old') }),
  })
  .map(({ who, strays, how, text }) => ({ kind: 'answer', who, of: strays ?? who, how, text }));

const upgrade = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  { weight: 4, arbitrary: of('close') },
  { weight: 7, arbitrary: fc.record({ kind: one('cutOver'), by: one<By>(0, 0, 0, 1, 'officer') }) },
  { weight: 2, arbitrary: fc.record({ kind: one('confirm'), by: one<By>(0, 'officer', 'officer') }) },
  { weight: 6, arbitrary: of('pause', 'resume', 'resume') },
  { weight: 3, arbitrary: fc.record({ kind: one('takeUp'), by: one<By>(0, 1, 2, 'officer', 'officer') }) },
  { weight: 5, arbitrary: of('stop', 'adopt', 'reinvite', 'reinvite') },
  { weight: 1, arbitrary: of('cancel') },
  { weight: 3, arbitrary: of('sweep') },
  { weight: 2, arbitrary: fc.record({ kind: one('extend'), days }) },
  { weight: 2, arbitrary: fc.record({ kind: one('extendOne'), of: entry, days }) },
  { weight: 2, arbitrary: fc.record({ kind: one('remove'), of: other }) },
  { weight: 2, arbitrary: of('remind') },
  { weight: 1, arbitrary: fc.record({ kind: one('remindOne'), of: other }) },
  { weight: 2, arbitrary: fc.record({ kind: one('admit', 'admit', 'askAdmission'), who: entry }) },
);

const underneath = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  { weight: 4, arbitrary: fc.record({ kind: one('disable', 'enable', 'enable'), who: anybody }) },
  { weight: 1, arbitrary: fc.record({ kind: one('move', 'leave', 'hire', 'hire'), who: anybody }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: one('roles'),
      who: one<0 | 1>(0, 1, 1),
      roles: one<readonly string[]>([], ['GROUP_ADMINISTRATOR'], ['ADMINISTRATOR'], ['ADMINISTRATOR']),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: one('erase'), who: withoutRole }) },
  {
    weight: 5,
    arbitrary: fc
      .record({ of: entry, with: fc.oneof(one('nobody', 'stranger', 'own', 'own', 'own'), anybody) })
      .map((match) => ({
        kind: 'match',
        of: match.of,
        with: match.with === 'own' ? match.of : match.with,
      })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: one('roster'),
      absent: fc.uniqueArray(other, { maxLength: 2 }),
      newcomer: fc.boolean(),
      owner: one<Owner>(0, 0, 0, 1, 1, 2, 2, null),
    }),
  },
  { weight: 3, arbitrary: of('suspend', 'reinstate', 'reinstate') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: one('settings'),
      region: one('ANY', 'ANY', 'OWN'),
      clock: one('STOPS', 'RUNS'),
    }),
  },
  { weight: 1, arbitrary: of('askForMandate') },
  {
    weight: 2,
    arbitrary: fc.record({ kind: one('grant', 'grant', 'revoke'), by: one<0 | 1 | 2>(0, 0, 1, 2) }),
  },
  {
    weight: 2,
    arbitrary: of(
      'pauseProgramme',
      'resumeProgramme',
      'resumeProgramme',
      'leaveProgramme',
      'cancelProgramme',
    ),
  },
  { weight: 5, arbitrary: fc.record({ kind: one('travel'), hours: one(...HOURS) }) },
);

const command = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  { weight: 40, arbitrary: answer },
  { weight: 36, arbitrary: upgrade },
  { weight: 26, arbitrary: underneath },
);

/** Mostly one actor at a time, so that the model can say exactly what must come of it; else up to four at once. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.array(command, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(command, { minLength: 2, maxLength: 4 }) },
);

const says = (who: number, place: number, how: How): Command => ({
  kind: 'answer',
  who,
  of: place,
  how,
  text: 'shown',
});

/** Somebody who stands on the roster twice, and says something as each. */
const twice: fc.Arbitrary<readonly Step[]> = fc
  .record({
    who: other,
    as: other,
    hows: fc.array(one<How>('acceptInvitation', 'declineInvitation', 'withdrawAcceptance'), {
      minLength: 2,
      maxLength: 4,
    }),
    together: fc.boolean(),
  })
  .map(({ who, as, hows, together }) => {
    const answers = hows.map((how, place) => says(who, place % 2 === 0 ? who : as, how));
    return [
      [{ kind: 'match', of: as, with: who }],
      ...(together ? [answers] : answers.map((alone) => [alone])),
    ];
  });

export const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.oneof({ weight: 15, arbitrary: step.map((alone) => [alone]) }, { weight: 1, arbitrary: twice }), {
    minLength: 3,
    maxLength: 10,
  })
  .map((parts) => parts.flat());

export const terms: fc.Arbitrary<Terms> = fc.record({
  coolingOffHours: one(0, 5),
  secondAdministrator: one(false, false, false, true),
  inProgramme: one(false, false, false, false, true),
});

const yes = (who: number): Command => says(who, who, 'acceptInvitation');

/** Leads to the cut-over whatever came before, unless too few are left. */
export const ENDING: readonly Step[] = [
  [{ kind: 'reinstate' }],
  [
    { kind: 'roles', who: 0, roles: ['ADMINISTRATOR'] },
    { kind: 'roles', who: 1, roles: ['GROUP_ADMINISTRATOR'] },
  ],
  [
    { kind: 'enable', who: 0 },
    { kind: 'resumeProgramme' },
    { kind: 'settings', region: 'ANY', clock: 'STOPS' },
  ],
  [
    { kind: 'takeUp', by: 0 },
    { kind: 'takeUp', by: 1 },
    { kind: 'takeUp', by: 2 },
    { kind: 'takeUp', by: 'officer' },
  ],
  [{ kind: 'resume' }],
  [{ kind: 'reinvite' }],
  [yes(0), yes(1), yes(2), yes(3)],
  [{ kind: 'close' }],
  [{ kind: 'travel', hours: 7 }],
  [{ kind: 'grant', by: 2 }],
  [{ kind: 'cutOver', by: 0 }],
  [{ kind: 'cutOver', by: 1 }],
  [{ kind: 'cutOver', by: 'officer' }],
  [{ kind: 'confirm', by: 'officer' }],
  [{ kind: 'admit', who: OTHERS }],
  [{ kind: 'askAdmission', who: OTHERS }],
  [{ kind: 'admit', who: OTHERS }],
];
