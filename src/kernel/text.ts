import { err, ok, type Result } from '#kernel/result.js';

export type TextProblem =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'CONTROL_CHARACTER'
  | 'LONE_SURROGATE'
  | 'BIDI_CONTROL'
  | 'INVISIBLE_CHARACTER';

export type TextRules = {
  /** The longest text accepted, in code points after trimming and NFC. */
  readonly max: number;
  /** Line feeds and tabs are text; CR LF, CR, U+2028 and U+2029 become line feeds. */
  readonly multiline?: boolean;
};

/** What most names and titles consist of: nothing in it needs a further look. */
const PLAIN = /^[\x20-\x7e\u4e00-\u9fff]*$/;
const LINE_BREAKS = /\r\n|[\r\u2028\u2029]/g;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const CONTROL_IN_LINES = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;
/** Embeddings, overrides and isolates: they reorder the text that follows (UAX #9). */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;
/** Characters without a shape of their own: two names that differ only in these look the same. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0]|\u034f|\u17b4|\u17b5/;
/** Tag characters spell flags (of Wales, say) after a black flag, and hide text anywhere else. */
const STRAY_TAG = /(?<![\u{1f3f4}\u{e0020}-\u{e007e}])[\u{e0000}-\u{e007f}]/u;
/**
 * The joiners belong between emoji and inside the scripts whose spelling needs them (UAX #31 on joining
 * controls); after a Latin letter or a Han character they only hide a difference.
 */
const STRAY_JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Bengali}\p{Script=Devanagari}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}])[\u200c\u200d]|[\u200c\u200d]$/u;

/**
 * Text that a person typed as a name, a title or a reason, made fit to store, compare and show:
 * trimmed, in NFC, free of what would deceive a reader. Emoji, also joined ones, stay.
 */
export function cleanText(raw: string, rules: TextRules): Result<string, TextProblem> {
  if (PLAIN.test(raw)) return bounded(raw.trim(), rules.max);
  if (!raw.isWellFormed()) return err('LONE_SURROGATE');
  const text = (rules.multiline ? raw.replace(LINE_BREAKS, '\n') : raw).trim().normalize('NFC');
  if ((rules.multiline ? CONTROL_IN_LINES : CONTROL).test(text)) return err('CONTROL_CHARACTER');
  if (BIDI.test(text)) return err('BIDI_CONTROL');
  if (INVISIBLE.test(text) || STRAY_JOINER.test(text) || STRAY_TAG.test(text))
    return err('INVISIBLE_CHARACTER');
  return bounded(text, rules.max);
}

function bounded(text: string, max: number): Result<string, TextProblem> {
  if (text === '') return err('EMPTY');
  return exceeds(text, max) ? err('TOO_LONG') : ok(text);
}

function exceeds(text: string, max: number): boolean {
  if (text.length <= max) return false;
  if (text.length > 2 * max) return true;
  let count = 0;
  for (const _ of text) count += 1;
  return count > max;
}

/**
 * Text that must be kept as it came, but for what PostgreSQL cannot store: NUL and lone surrogates
 * become U+FFFD, and `changed` says so. Applied twice it changes nothing more.
 */
export function storableText(raw: string): { readonly text: string; readonly changed: boolean } {
  if (raw.isWellFormed() && !raw.includes('\0')) return { text: raw, changed: false };
  return { text: raw.toWellFormed().replaceAll('\0', '\ufffd'), changed: true };
}

/** Full-width forms as Chinese input methods type them, and the ideographic space, as their ASCII twins. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}
