import type { Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';

/** The longest texts, in code points. */
export const LIMITS = { legalName: 100, shortName: 32, industry: 64, applicantName: 64 } as const;

type TextName = keyof typeof LIMITS;
export type Texts = Record<TextName, string>;

const names = Object.keys(LIMITS) as TextName[];

type Given = { readonly [Name in TextName]?: string | null };

/** Cleans the texts that are given, and names every one that will not do. */
export function cleanTexts(given: Texts): Result<Texts, Refusal[]>;
export function cleanTexts(given: Given): Result<Partial<Texts>, Refusal[]>;
export function cleanTexts(given: Given): Result<Partial<Texts>, Refusal[]> {
  const texts: Partial<Texts> = {};
  const refusals: Refusal[] = [];
  for (const name of names) {
    const raw = given[name];
    if (raw === undefined || raw === null) continue;
    const text = textField(raw, name, { max: LIMITS[name] });
    if (text.ok) texts[name] = text.value;
    else refusals.push(text.error);
  }
  return refusals.length > 0 ? err(refusals) : ok(texts);
}
