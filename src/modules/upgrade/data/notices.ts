import type { Sql } from '#platform/db/sql.js';
import { builtInNotice } from '../domain/built-in-notice.js';
import { BUILT_IN_VERSION, type NoticeTexts } from '../domain/notice.js';

/** A text of an organization, with its placeholders. */
export interface NoticeRow {
  readonly organizationId: string;
  readonly version: number;
  readonly texts: NoticeTexts;
  /** The member; null for the built-in text, and so is the time. */
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
}

const COLUMNS = `organization_id as "organizationId", version,
  jsonb_build_object('en', text_en, 'zh-CN', text_zh) as texts,
  published_by as "publishedBy", published_at as "publishedAt"`;

function builtIn(organizationId: string): NoticeRow {
  return {
    organizationId,
    version: BUILT_IN_VERSION,
    texts: builtInNotice,
    publishedBy: null,
    publishedAt: null,
  };
}

/** What an organization asks its people now: the newest text that it has published, else the built-in one. */
export async function newestNotice(sql: Sql, organizationId: string): Promise<NoticeRow> {
  const [newest] = await noticesOf(sql, organizationId, undefined, 1);
  return newest ?? builtIn(organizationId);
}

/** An organization's texts, the newest first and the built-in one last, at most `limit` older than `before`. */
export async function noticesOf(
  sql: Sql,
  organizationId: string,
  before: number | undefined,
  limit: number,
): Promise<NoticeRow[]> {
  const rows = await sql.rows<NoticeRow>(
    `select ${COLUMNS} from notice
     where organization_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
    [organizationId, before ?? null, limit],
  );
  const complete = rows.length < limit && before !== BUILT_IN_VERSION;
  return complete ? [...rows, builtIn(organizationId)] : rows;
}

/** With the built-in one. */
export async function countNotices(sql: Sql, organizationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>('select count(*) from notice where organization_id = $1', [
    organizationId,
  ]);
  return (row?.count ?? 0) + 1;
}

export async function insertNotice(
  sql: Sql,
  notice: NoticeRow & { readonly publishedBy: string; readonly publishedAt: Date },
): Promise<void> {
  await sql.run(
    `insert into notice (organization_id, version, text_en, text_zh, published_by, published_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      notice.organizationId,
      notice.version,
      notice.texts.en,
      notice.texts['zh-CN'],
      notice.publishedBy,
      notice.publishedAt,
    ],
  );
}
