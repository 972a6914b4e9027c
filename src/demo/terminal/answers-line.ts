import { bar } from './progress.js';

/** The part of an upgrade's progress that is drawn. */
export type AnswerCounts = {
  readonly total: number;
  readonly blocked: number;
  readonly pending: number;
  readonly accepted: number;
  readonly declined: number;
  readonly withdrawn: number;
  readonly expired: number;
  readonly included: number;
  readonly excluded: number;
};

const BAR_COLUMNS = 26;

/** Where the answers stand, in less than 80 columns: those who said yes, no, and those who have not or cannot. */
export function answersLine(counts: AnswerCounts): string {
  const { total, blocked, pending, accepted, declined, withdrawn, expired, included, excluded } = counts;
  if (included + excluded > 0) {
    const moved = [
      { value: included, glyph: '█' },
      { value: excluded, glyph: '▒' },
    ];
    return `  ${bar(moved, total, BAR_COLUMNS)} █ ${included} in the new group  ▒ ${excluded} not`;
  }
  const no = declined + withdrawn;
  const drawn = bar(
    [
      { value: accepted, glyph: '█' },
      { value: no, glyph: '▒' },
      { value: blocked, glyph: '░' },
    ],
    total,
    BAR_COLUMNS,
  );
  const open = expired > 0 ? `${expired} no answer` : `· ${pending} open`;
  return `  ${drawn} █ ${accepted} yes  ▒ ${no} no  ░ ${blocked} cannot  ${open}`;
}
