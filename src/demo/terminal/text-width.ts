/**
 * Columns that a text takes on a terminal: two for East Asian Wide and Fullwidth characters (UAX #11) and
 * for emoji, none for combining marks, one for all others. Ambiguous ones (box drawing, `…`) count one.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** At most `width` columns of a text, the last one an ellipsis if something had to go. */
export function truncated(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return width > 0 ? `${kept}…` : '';
}

/** Exactly `width` columns of a text: filled with spaces, or shortened. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fitting = truncated(text, width);
  const space = ' '.repeat(width - textWidth(fitting));
  return align === 'left' ? fitting + space : space + fitting;
}

/** Names come from strangers: control characters and direction overrides must not reach the terminal. */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Marks, formatting and controls, and the Hangul vowels and finals that join the initial before them. */
const NO_COLUMN = /[\p{Mark}\p{Cf}\p{Cc}\u1160-\u11ff]/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

/** The blocks of EastAsianWidth.txt that are W or F as a whole, without those that are emoji alone. */
const WIDE_BLOCKS = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
] as const;

function graphemeWidth(grapheme: string): number {
  if (EMOJI.test(grapheme)) return 2;
  return Array.from(grapheme, characterWidth).reduce((sum, width) => sum + width, 0);
}

function characterWidth(character: string): number {
  if (NO_COLUMN.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return WIDE_BLOCKS.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
