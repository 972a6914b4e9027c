import { promisedTermsOf, settingsOf } from '#modules/organization/public.js';
import type { Locale } from '#kernel/refusals.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { newestNotice } from '../data/notices.js';
import { filled, type FilledNotice } from '../data/upgrade-notices.js';
import { fillNotice, type NoticeFacts, type NoticeTexts, saysAll } from '../domain/notice.js';

/** The organization's newest text as it would be asked about now for a group of this name, with what it promises. */
export async function filledNotice(
  sql: Sql,
  organizationId: string,
  groupName: string,
): Promise<FilledNotice> {
  return filledWith(sql, organizationId, groupName, await newestNotice(sql, organizationId));
}

/** The same of another text. */
export async function filledWith(
  sql: Sql,
  organizationId: string,
  groupName: string,
  { version, texts }: { readonly version: number; readonly texts: NoticeTexts },
): Promise<FilledNotice> {
  const terms = promisedTermsOf(await settingsOf(sql, organizationId));
  const { name } = orNotFound(
    await sql.row<{ name: string }>('select legal_name as name from organization where id = $1', [
      organizationId,
    ]),
  );
  const facts: NoticeFacts = { group: groupName, organization: name, ...terms };
  const whole = (locale: Locale): string => fillNotice(saysAll(texts[locale], locale), locale, facts);
  return filled(version, { en: whole('en'), 'zh-CN': whole('zh-CN') }, terms);
}
