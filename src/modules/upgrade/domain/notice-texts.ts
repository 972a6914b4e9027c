import type { Locale, Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import { NOTICE_MAX, noticeProblems, type NoticeTexts } from './notice.js';

/** An organization's own words in both languages, fit to be asked about; else all that is wrong with either. */
export function noticeTexts(textEn: string, textZh: string): Result<NoticeTexts, Refusal[]> {
  const en = template(textEn, 'en', 'textEn');
  const zh = template(textZh, 'zh-CN', 'textZh');
  if (!en.ok || !zh.ok) return err([...(en.ok ? [] : en.error), ...(zh.ok ? [] : zh.error)]);
  return ok({ en: en.value, 'zh-CN': zh.value });
}

function template(raw: string, locale: Locale, field: string): Result<string, Refusal[]> {
  const text = textField(raw, field, { max: NOTICE_MAX, multiline: true });
  if (!text.ok) return err([text.error]);
  const problems = noticeProblems(text.value, locale, field);
  return problems.length > 0 ? err(problems) : text;
}
