import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { halfWidth } from '#kernel/text.js';
import { textField } from '#kernel/text-field.js';
import { parseMobile } from '#modules/identity/public.js';
import { departmentId, email } from './csv/cells.js';

/** One value of an input, checked and in the form in which it is stored. */
export type Given<T> = Result<T, Refusal>;

/** The largest order number of WeCom's address book: an unsigned 32-bit integer. */
const ORDER_MAX = 2 ** 32 - 1;
export const NAME_MAX = 64;
const USER_ID_MAX = 64;

export function givenText(field: string, raw: string | null, max: number): Given<string> {
  return textField(raw ?? '', field, { max });
}

/** Null, and what is blank, takes the value away. */
export function givenOptionalText(field: string, raw: string | null, max: number): Given<string | null> {
  return raw === null || raw.trim() === '' ? ok(null) : givenText(field, raw, max);
}

export function givenUserId(field: string, raw: string | null): Given<string> {
  const text = givenText(field, raw, USER_ID_MAX);
  return text.ok && /\s/.test(text.value) ? err(refuse('INVALID_USER_ID', field)) : text;
}

/** As E.164. */
export function givenMobile(field: string, raw: string | null): Given<string> {
  const mobile = parseMobile(raw ?? '');
  return mobile.ok ? mobile : err(refuse('INVALID_MOBILE', field, { problem: mobile.error }));
}

export function givenEmail(field: string, raw: string | null): Given<string | null> {
  const address = email(field, raw ?? '');
  return address.ok ? address : err(refuse('INVALID_EMAIL', field));
}

export function givenOrder(field: string | readonly string[], raw: number | null): Given<number> {
  const order = raw ?? 0;
  return Number.isInteger(order) && order >= 0 && order <= ORDER_MAX
    ? ok(order)
    : err(refuse('OUT_OF_RANGE', field, { min: 0, max: ORDER_MAX }));
}

/** A department id in its one spelling, without leading zeros and in ASCII digits. */
export function givenDepartmentId(field: string, raw: string): Given<string> {
  const id = departmentId(field, halfWidth(raw));
  return id.ok ? id : err(refuse('INVALID_DEPARTMENT_ID', field));
}

/** Takes values out of what was given and remembers what is wrong with them, so that all is told at once. */
export class Problems {
  readonly refusals: Refusal[] = [];

  /** The value; `undefined` where none was given or where it is wrong. */
  take<Raw, T>(raw: Raw | undefined, read: (raw: Raw) => Given<T>): T | undefined {
    if (raw === undefined) return undefined;
    const given = read(raw);
    if (given.ok) return given.value;
    this.refusals.push(given.error);
    return undefined;
  }
}
