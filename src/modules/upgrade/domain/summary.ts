import { sha256Hex } from '#kernel/digest.js';
import { SUMMARY_SECONDS } from './limits.js';

/** The numbers that an administrator confirms before the step without a way back. */
export interface CutOverNumbers {
  /** Where the upgrade's log stands. */
  readonly sequence: number;
  /** People: who stands twice on the roster counts once, and joins if any entry says yes that no later no has taken back. */
  readonly joining: number;
  /** Who they are: SHA-256 of their sorted ids, which are people's and no accounts', hexadecimal. */
  readonly joiningDigest: string;
  readonly staying: number;
  readonly messages: number;
  /** The history's digest, hexadecimal. */
  readonly digest: string;
}

/** What a summary's token vouches for, in the order in which it is signed. */
export function summaryText(upgradeId: string, numbers: CutOverNumbers, readAtMs: number): string {
  const { sequence, joining, joiningDigest, staying, messages, digest } = numbers;
  return [upgradeId, sequence, joining, joiningDigest, staying, messages, digest, readAtMs].join(':');
}

/** The same for the same people, in whatever order; who stands twice on the roster counts once. */
export function digestOfJoining(personIds: readonly string[]): string {
  return sha256Hex([...new Set(personIds)].toSorted().join('\n'));
}

/** How many people join and how many do not, of the entries of one roster. */
export function peopleOf(
  outcomes: readonly { readonly asked: string; readonly exclusion: string | null }[],
): Pick<CutOverNumbers, 'joining' | 'staying'> {
  const people = new Set(outcomes.map(({ asked }) => asked));
  const joining = new Set(outcomes.flatMap(({ asked, exclusion }) => (exclusion === null ? [asked] : [])));
  return { joining: joining.size, staying: people.size - joining.size };
}

/** How many people do not join who could answer by now, if answers were open. */
export function curedOf(
  outcomes: readonly {
    readonly asked: string;
    readonly exclusion: string | null;
    readonly answerable: boolean;
  }[],
): number {
  const joining = new Set(outcomes.flatMap(({ asked, exclusion }) => (exclusion === null ? [asked] : [])));
  const cured = outcomes.filter(({ asked, answerable }) => answerable && !joining.has(asked));
  return new Set(cured.map(({ asked }) => asked)).size;
}

export function excludedByReason(
  outcomes: readonly { readonly exclusion: string | null }[],
): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { exclusion } of outcomes) {
    if (exclusion !== null) counts.set(exclusion, (counts.get(exclusion) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count);
}

/** Over at its end: five minutes after they were read, numbers are to be read again. */
export function numbersEnd(readAt: Date): Date {
  return new Date(readAt.getTime() + SUMMARY_SECONDS * 1_000);
}

/** Whether numbers that were read are still those of now, and were read less than five minutes ago. */
export function holdsStill(
  read: CutOverNumbers & { readonly readAt: Date },
  numbers: CutOverNumbers,
  now: Date,
): boolean {
  const same = (Object.keys(numbers) as (keyof CutOverNumbers)[]).every((key) => read[key] === numbers[key]);
  return same && now < numbersEnd(read.readAt);
}
