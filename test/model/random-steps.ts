import fc from 'fast-check';
import {
  type AboutAll,
  type AboutGroup,
  BUILT_IN,
  type By,
  type Call,
  type Command,
  type GroupPlace,
  type How,
  isAboutAll,
  type Kind,
  NEWCOMER,
  OTHERS,
  type Owner,
  type Promised,
  type Step,
  type Terms,
  type Together,
} from './commands.js';

/** Travels are no divisors of the days in which deadlines are given, so no two instants fall together by chance. */
const HOURS = [7, 19, 31, 67] as const;

const anybody = fc.integer({ min: 0, max: OTHERS });
const other = fc.integer({ min: 1, max: OTHERS });
const withoutRole = fc.integer({ min: 2, max: OTHERS });
const entry = fc.integer({ min: 0, max: NEWCOMER });
const days = fc.integer({ min: 2, max: 9 });
const one = <const T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const of = <const K extends Kind>(...kinds: K[]): fc.Arbitrary<{ kind: K }> =>
  fc.record({ kind: one(...kinds) });

/** Mostly people answer what they are asked themselves, and what they were shown. */
const answer: fc.Arbitrary<AboutGroup> = fc
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

const upgrade = fc.oneof<fc.WeightedArbitrary<AboutGroup>[]>(
  { weight: 4, arbitrary: of('close') },
  { weight: 7, arbitrary: fc.record({ kind: one('cutOver'), by: one<By>(0, 0, 0, 1, 'officer') }) },
  { weight: 2, arbitrary: fc.record({ kind: one('confirm'), by: one<By>(0, 'officer', 'officer') }) },
  { weight: 6, arbitrary: of('pause', 'resume', 'resume') },
  { weight: 3, arbitrary: fc.record({ kind: one('takeUp'), by: one<By>(0, 1, 2, 'officer', 'officer') }) },
  { weight: 4, arbitrary: of('stop', 'reinvite', 'reinvite') },
  { weight: 2, arbitrary: fc.record({ kind: one('adopt'), publishes: fc.boolean() }) },
  { weight: 1, arbitrary: of('cancel') },
  { weight: 3, arbitrary: of('sweep') },
  { weight: 2, arbitrary: fc.record({ kind: one('extend'), days }) },
  { weight: 2, arbitrary: fc.record({ kind: one('extendOne'), of: entry, days }) },
  { weight: 2, arbitrary: fc.record({ kind: one('remove'), of: other }) },
  { weight: 2, arbitrary: of('remind') },
  { weight: 1, arbitrary: fc.record({ kind: one('remindOne'), of: other }) },
  { weight: 2, arbitrary: fc.record({ kind: one('admit', 'admit', 'askAdmission'), who: entry }) },
);

const matching = fc.oneof<fc.WeightedArbitrary<AboutGroup>[]>(
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
  { weight: 1, arbitrary: of('askForMandate') },
  {
    weight: 2,
    arbitrary: fc.record({ kind: one('grant', 'grant', 'revoke'), by: one<0 | 1 | 2>(0, 0, 1, 2) }),
  },
);

const promised: fc.Arbitrary<Promised> = fc.oneof(
  one(BUILT_IN),
  fc.record<Promised>({
    retentionDays: one(null, 90),
    confidentiality: one('INTERNAL', 'CONFIDENTIAL'),
    lateHistory: one('FROM_ADMISSION', 'FROM_BEGINNING'),
  }),
);

const underneath = fc.oneof<fc.WeightedArbitrary<AboutAll>[]>(
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
  { weight: 3, arbitrary: of('suspend', 'reinstate', 'reinstate') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: one('settings'),
      region: one('ANY', 'ANY', 'OWN'),
      clock: one('STOPS', 'RUNS'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: one('promise'), terms: promised }) },
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

const inAGroup = (command: fc.Arbitrary<AboutGroup>): fc.Arbitrary<Command> =>
  fc.tuple(one<GroupPlace>(0, 0, 1), command).map(([group, about]) => ({ ...about, group }));

const yesOrNo = one('acceptInvitation', 'acceptInvitation', 'declineInvitation');

/** Of people who are asked in two groups. */
const together: fc.Arbitrary<Together> = fc.record({
  kind: one('answerTogether'),
  who: anybody,
  hows: fc.tuple(yesOrNo, yesOrNo),
});

const call = fc.oneof<fc.WeightedArbitrary<Call>[]>(
  { weight: 36, arbitrary: inAGroup(answer) },
  { weight: 4, arbitrary: together },
  { weight: 36, arbitrary: inAGroup(upgrade) },
  { weight: 11, arbitrary: inAGroup(matching) },
  { weight: 15, arbitrary: underneath },
);

/** Mostly one actor at a time, so that the model can say exactly what must come of it; else up to four at once. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.array(call, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(call, { minLength: 2, maxLength: 4 }) },
);

const says = (who: number, place: number, how: How): AboutGroup => ({
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
    group: one<GroupPlace>(0, 0, 1),
    hows: fc.array(one<How>('acceptInvitation', 'declineInvitation', 'withdrawAcceptance'), {
      minLength: 2,
      maxLength: 4,
    }),
    together: fc.boolean(),
  })
  .map(({ who, as, group, hows: said, together: atOnce }) => {
    const answers = said.map((how, place) => ({ ...says(who, place % 2 === 0 ? who : as, how), group }));
    return [
      [{ kind: 'match', of: as, with: who, group }],
      ...(atOnce ? [answers] : answers.map((alone) => [alone])),
    ];
  });

export const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.oneof({ weight: 15, arbitrary: step.map((alone) => [alone]) }, { weight: 1, arbitrary: twice }), {
    minLength: 3,
    maxLength: 10,
  })
  .map((parts) => parts.flat());

export const terms: fc.Arbitrary<Terms> = fc
  .record({
    coolingOffHours: one(0, 5),
    secondAdministrator: one(false, false, false, true),
    place: fc.oneof(
      { weight: 13, arbitrary: one({ inProgramme: false, groups: 1 }) },
      { weight: 3, arbitrary: one({ inProgramme: true, groups: 1 }) },
      { weight: 2, arbitrary: one({ inProgramme: false, groups: 2 }) },
      { weight: 2, arbitrary: one({ inProgramme: true, groups: 2 }) },
    ),
    otherOwner: one<0 | 1>(0, 1),
  })
  .map(({ place: { inProgramme, groups }, otherOwner, ...rest }) => ({
    ...rest,
    inProgramme,
    otherOwner: groups === 2 ? otherOwner : undefined,
  }));

const yes = (who: number): AboutGroup => says(who, who, 'acceptInvitation');

/** Leads to the cut-over whatever came before, unless too few are left. */
const ENDING: readonly (readonly (AboutGroup | AboutAll)[])[] = [
  [{ kind: 'reinstate' }],
  [
    { kind: 'roles', who: 0, roles: ['ADMINISTRATOR'] },
    { kind: 'roles', who: 1, roles: ['GROUP_ADMINISTRATOR'] },
  ],
  [
    { kind: 'enable', who: 0 },
    { kind: 'resumeProgramme' },
    { kind: 'settings', region: 'ANY', clock: 'STOPS' },
    { kind: 'promise', terms: BUILT_IN },
  ],
  [
    { kind: 'takeUp', by: 0 },
    { kind: 'takeUp', by: 1 },
    { kind: 'takeUp', by: 2 },
    { kind: 'takeUp', by: 'officer' },
  ],
  [{ kind: 'resume' }],
  [{ kind: 'adopt', publishes: false }],
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

/** The same in each of so many groups, at the same time. */
export function endingIn(groups: number): readonly Step[] {
  return ENDING.map((step) =>
    step.flatMap<Command>((one) =>
      isAboutAll(one) ? [one] : ([0, 1] as const).slice(0, groups).map((group) => ({ ...one, group })),
    ),
  );
}
