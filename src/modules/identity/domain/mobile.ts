import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { err, ok, type Result } from '#kernel/result.js';
import { halfWidth } from '#kernel/text.js';

export type MobileProblem =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'TEL_URI'
  | 'HAS_EXTENSION'
  | 'HAS_LETTERS'
  | 'NOT_A_NUMBER'
  | 'NOT_A_MOBILE';

/** In UTF-16 units; the longest honest spelling of a number needs about 25. */
const MAX_RAW_LENGTH = 32;
/** Address books wrap a copied number in these, and nobody sees them. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const EXTENSION = /\d[\s)]*(?:ext|x|#|,|;|转|轉|分机|分機)/i;
const DIALLED = /^\(?\+?[\d\s().\-/\u2010-\u2015\u2212]*$/;
const NOT_DIALLED = /[^\d+]/g;

/**
 * One mobile number in whatever way people write it, as E.164. Full-width digits and signs count as
 * their ASCII twins; a number without a country code is one of `defaultRegion`. Landlines, service
 * numbers, extensions, `tel:` URIs and vanity letters are refused, each with its own code.
 */
export function parseMobile(raw: string, defaultRegion: CountryCode = 'CN'): Result<string, MobileProblem> {
  if (raw.length > MAX_RAW_LENGTH) return err('TOO_LONG');
  const text = halfWidth(raw).replace(INVISIBLE, '').trim();
  const problem = refuseSpelling(text);
  if (problem !== undefined) return err(problem);
  const digits = text.replace(NOT_DIALLED, '');
  const number = parsePhoneNumberFromString(digits, { defaultCountry: defaultRegion, extract: false });
  const type = number?.getType();
  if (number === undefined || type === undefined) return err('NOT_A_NUMBER');
  // North American numbers do not tell a mobile from a landline.
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return err('NOT_A_MOBILE');
  return ok(number.number);
}

function refuseSpelling(text: string): MobileProblem | undefined {
  if (text === '') return 'EMPTY';
  if (/^tel:/i.test(text)) return 'TEL_URI';
  if (EXTENSION.test(text)) return 'HAS_EXTENSION';
  if (/\p{L}/u.test(text)) return 'HAS_LETTERS';
  return DIALLED.test(text) ? undefined : 'NOT_A_NUMBER';
}

/**
 * A number fit for logs, lists and other people's eyes: `+86 199****0001`. Hides at least four digits;
 * what is not E.164 is hidden whole.
 */
export function maskMobile(e164: string): string {
  const number = parsePhoneNumberFromString(e164, { extract: false });
  if (number === undefined) return '****';
  const national = number.nationalNumber;
  const shown = Math.max(0, Math.min(7, national.length - 4));
  const tail = Math.ceil(shown / 2);
  return `+${number.countryCallingCode} ${national.slice(0, shown - tail)}****${tail === 0 ? '' : national.slice(-tail)}`;
}
