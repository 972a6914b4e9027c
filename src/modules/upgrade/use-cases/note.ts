import type { Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';

const NOTE_MAX = 500;

/** What an administrator says about a step, if anything. It stands in the audit. */
export function noteOf(raw: string | null | undefined): Result<string | undefined, Refusal[]> {
  if (!raw) return ok(undefined);
  const text = textField(raw, 'reason', { max: NOTE_MAX, multiline: true });
  return text.ok ? text : err([text.error]);
}
