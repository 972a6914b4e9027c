import { settingsOf } from '#modules/organization/public.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { newestNotice } from '../data/notices.js';
import { filled, type FilledNotice } from '../data/upgrade-notices.js';
import { fillNotice, type NoticeFacts } from '../domain/notice.js';

/** The organization's newest text as it would be asked about now for a group of this name. */
export async function filledNotice(
  sql: Sql,
  organizationId: string,
  groupName: string,
): Promise<FilledNotice> {
  const { version, texts } = await newestNotice(sql, organizationId);
  const { retentionDays, confidentiality, lateHistory } = await settingsOf(sql, organizationId);
  const { name } = orNotFound(
    await sql.row<{ name: string }>('select legal_name as name from organization where id = $1', [
      organizationId,
    ]),
  );
  const facts: NoticeFacts = {
    group: groupName,
    organization: name,
    retentionDays,
    confidentiality,
    lateHistory,
  };
  return filled(version, {
    en: fillNotice(texts.en, 'en', facts),
    'zh-CN': fillNotice(texts['zh-CN'], 'zh-CN', facts),
  });
}
