import type { Refusal } from './refusals.js';
import { err, ok, type Result } from './result.js';
import { textField } from './text-field.js';

const REASON_MAX = 500;

/** The input field `reason`: why somebody does something, in their own words. */
export function reasonField(raw: string): Result<string, Refusal[]> {
  const text = textField(raw, 'reason', { max: REASON_MAX, multiline: true });
  return text.ok ? text : err([text.error]);
}

/** The same where it may be left out. */
export function optionalReason(raw: string | null | undefined): Result<string | undefined, Refusal[]> {
  return raw ? reasonField(raw) : ok(undefined);
}
