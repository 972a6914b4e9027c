import fc from 'fast-check';

/** People of the model's group who are not its owner. */
export const OTHERS = 4;
/** Travels are no divisors of the days in which deadlines are given, so no two instants fall together by chance. */
const HOURS = [7, 19, 31, 67] as const;

export type How = 'acceptInvitation' | 'declineInvitation' | 'withdrawAcceptance';

/** What one actor does in one call. `who` is 0 for the owner and the position on the roster for others. */
export type Command =
  | { readonly kind: 'answer'; readonly who: number; readonly how: How; readonly text: 'shown' | 'old' }
  | {
      readonly kind:
        | 'close'
        | 'cancel'
        | 'pause'
        | 'resume'
        | 'stop'
        | 'adopt'
        | 'cutOver'
        | 'sweep'
        | 'reinvite';
    }
  | { readonly kind: 'extend'; readonly days: number }
  | { readonly kind: 'remove' | 'disable' | 'enable'; readonly who: number }
  | { readonly kind: 'match'; readonly who: number; readonly where: 'away' | 'back' }
  | { readonly kind: 'roster'; readonly absent: readonly number[] }
  | { readonly kind: 'suspend' | 'reinstate' }
  | { readonly kind: 'travel'; readonly hours: number };

/** What happens at the same time, over a connection each. */
export type Step = readonly Command[];

const anybody = fc.integer({ min: 0, max: OTHERS });
const other = fc.integer({ min: 1, max: OTHERS });
const of = <K extends Command['kind']>(...kinds: K[]): fc.Arbitrary<{ kind: K }> =>
  fc.record({ kind: fc.constantFrom(...kinds) });

const answer: fc.Arbitrary<Command> = fc.record({
  kind: fc.constant('answer' as const),
  who: anybody,
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant<How>('acceptInvitation') },
    { weight: 2, arbitrary: fc.constant<How>('declineInvitation') },
    { weight: 1, arbitrary: fc.constant<How>('withdrawAcceptance') },
  ),
  text: fc.oneof(
    { weight: 9, arbitrary: fc.constant('shown' as const) },
    { weight: 1, arbitrary: fc.constant('old' as const) },
  ),
});

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 30, arbitrary: answer },
  { weight: 4, arbitrary: of('close') },
  { weight: 6, arbitrary: of('cutOver') },
  { weight: 6, arbitrary: of('pause', 'resume', 'resume') },
  { weight: 5, arbitrary: of('stop', 'adopt', 'reinvite', 'reinvite') },
  { weight: 1, arbitrary: of('cancel') },
  { weight: 3, arbitrary: of('sweep') },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('extend' as const), days: fc.integer({ min: 2, max: 9 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('remove' as const, 'disable' as const, 'enable' as const),
      who: other,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('match' as const),
      who: other,
      where: fc.constantFrom('away' as const, 'back' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('roster' as const),
      absent: fc.uniqueArray(other, { maxLength: 2 }),
    }),
  },
  { weight: 3, arbitrary: of('suspend', 'reinstate', 'reinstate') },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('travel' as const), hours: fc.constantFrom(...HOURS) }),
  },
);

/** Mostly one actor at a time, so that the model can say exactly what must come of it; else up to four at once. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.array(command, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(command, { minLength: 2, maxLength: 4 }) },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 3, maxLength: 14 });
