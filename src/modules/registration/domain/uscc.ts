import { err, ok, type Result } from '#kernel/result.js';
import { cleanText, halfWidth, type TextProblem } from '#kernel/text.js';

export type UsccProblem =
  | 'EMPTY'
  | 'WRONG_LENGTH'
  | 'BAD_CHARACTER'
  | 'BAD_AUTHORITY'
  | 'BAD_REGION'
  | 'WRONG_CHECK_CHARACTER';

/** GB 32100-2015, table of character values 0–30; I, O, S, V and Z are left out as easily confused. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/**
 * The registering authority: in the standard 1 public offices, 5 civil affairs, 9 market regulation and
 * Y others; the rest are those that have taken part since (2 foreign affairs, 3 justice, 8 trade unions, …).
 */
const AUTHORITIES = '123456789ANY';

/**
 * A Unified Social Credit Code (GB 32100-2015) in upper case and without spaces, if its structure and
 * check character are right. The organization code inside it (GB 11714) has a check character of its
 * own, which is not enforced: a slip of the pen is already caught, and a reviewer sees the licence.
 */
export function parseUscc(raw: string): Result<string, UsccProblem> {
  if (raw.length > 64) return err('WRONG_LENGTH');
  const code = halfWidth(raw).replace(/\s/g, '').toUpperCase();
  if (code === '') return err('EMPTY');
  if (code.length !== 18) return err('WRONG_LENGTH');
  if (!Array.from(code).every((character) => ALPHABET.includes(character))) return err('BAD_CHARACTER');
  if (!AUTHORITIES.includes(code.charAt(0))) return err('BAD_AUTHORITY');
  if (!/^\d{6}$/.test(code.slice(2, 8))) return err('BAD_REGION');
  return usccCheckCharacter(code) === code.charAt(17) ? ok(code) : err('WRONG_CHECK_CHARACTER');
}

/** The check character over the first 17: 31 − (Σ cᵢ·3ⁱ mod 31), where 31 counts as 0 (GB 32100-2015). */
export function usccCheckCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The number of a certificate of incorporation: registries abroad share no form, so any visible text of 1–64. */
export function parseIncorporationNumber(raw: string): Result<string, TextProblem> {
  return cleanText(halfWidth(raw), { max: 64 });
}
