import { type Refusal, refuse } from './refusals.js';
import { err, type Result } from './result.js';
import { cleanText, type TextRules } from './text.js';

/** `cleanText` for an input field: what is wrong with it as the refusal of that field. */
export function textField(raw: string, field: string, rules: TextRules): Result<string, Refusal> {
  const text = cleanText(raw, rules);
  if (text.ok) return text;
  if (text.error === 'EMPTY') return err(refuse('REQUIRED', field));
  if (text.error === 'TOO_LONG') return err(refuse('TOO_LONG', field, { max: rules.max }));
  return err(refuse('INVALID_TEXT', field));
}
