import { type Refusal, refuse } from '#kernel/refusals.js';

/** How many must join, as it was set at the start. */
export interface Minimum {
  readonly minimumMembers: number;
  /** Of the roster entries; null: the number alone counts. */
  readonly minimumPercent: number | null;
}

/** Who would join: a person who stands twice on the roster is one of the people and two of the entries. */
export interface Turnout {
  readonly people: number;
  readonly entries: number;
  /** All entries that were asked. */
  readonly asked: number;
}

/** A refusal that tells the number and, where it was set, the share, unless both are reached. */
export function tooFewRefusal(minimum: Minimum, turnout: Turnout): Refusal | undefined {
  const { minimumMembers, minimumPercent } = minimum;
  const { people, entries, asked } = turnout;
  const share = minimumPercent === null || entries * 100 >= minimumPercent * asked;
  if (people >= minimumMembers && share) return undefined;
  const percent = asked === 0 ? 0 : Math.floor((entries * 100) / asked);
  const told = (number: number, part: number | null): string =>
    part === null ? `${number}` : `${number} / ${part} %`;
  return refuse('TOO_FEW_MEMBERS', [], {
    min: told(minimumMembers, minimumPercent),
    count: told(people, minimumPercent === null ? null : percent),
    minimumMembers,
    ...(minimumPercent === null ? {} : { minimumPercent }),
    joiningMembers: people,
    joiningPercent: percent,
  });
}
