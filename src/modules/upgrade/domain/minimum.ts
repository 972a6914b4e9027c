import { type Refusal, refuse } from '#kernel/refusals.js';

/** How many must join, as it was set at the start. */
export interface Minimum {
  readonly minimumMembers: number;
  /** Of the people who were asked; null: the number alone counts. */
  readonly minimumPercent: number | null;
}

/** People, also for the share: who stands on the roster twice is one of them, and whoever is unknown is somebody. */
export interface Turnout {
  /** Who would join. */
  readonly people: number;
  /** Who was asked. */
  readonly asked: number;
}

/** A refusal that tells the number and, where it was set, the share, unless both are reached. */
export function tooFewRefusal(minimum: Minimum, turnout: Turnout): Refusal | undefined {
  const { minimumMembers, minimumPercent } = minimum;
  const { people, asked } = turnout;
  const share = minimumPercent === null || people * 100 >= minimumPercent * asked;
  if (people >= minimumMembers && share) return undefined;
  const percent = asked === 0 ? 0 : Math.floor((people * 100) / asked);
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
