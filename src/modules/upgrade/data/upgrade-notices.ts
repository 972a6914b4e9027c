import type { PromisedTerms } from '#modules/organization/public.js';
import { sha256Hex } from '#kernel/digest.js';
import type { Locale } from '#kernel/refusals.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { NoticeTexts } from '../domain/notice.js';

/** The text of one upgrade, as its people read it. */
export interface UpgradeNoticeRow {
  readonly upgradeId: string;
  readonly edition: number;
  readonly version: number;
  readonly texts: NoticeTexts;
  /** SHA-256 of each text in UTF-8, hexadecimal. */
  readonly digests: Readonly<Record<Locale, string>>;
  /** What it promises, as the settings were when it was made. */
  readonly terms: PromisedTerms;
  readonly adoptedAt: Date;
}

const COLUMNS = `n.group_upgrade_id as "upgradeId", n.edition, n.notice_version as version,
  jsonb_build_object('en', n.text_en, 'zh-CN', n.text_zh) as texts,
  jsonb_build_object('en', n.digest_en, 'zh-CN', n.digest_zh) as digests,
  jsonb_build_object('retentionDays', n.retention_days, 'confidentiality', n.confidentiality,
    'lateHistory', n.late_history) as terms, n.adopted_at as "adoptedAt"`;

/** By upgrade: the text that is asked about now. It asks for no rights; who loads has asked. */
export const presentNoticeLoader: Loader<UpgradeNoticeRow> = {
  name: 'presentNotice',
  async batch(sql, upgradeIds) {
    const rows = await sql.rows<UpgradeNoticeRow>(
      `select ${COLUMNS} from group_upgrade u
         join group_upgrade_notice n on n.group_upgrade_id = u.id and n.edition = u.notice_edition
       where u.id = any($1::uuid[])`,
      [upgradeIds],
    );
    return new Map(rows.map((row) => [row.upgradeId, row]));
  },
};

/** The key of one edition of an upgrade's text, for `editionLoader`. */
export const editionKey = (upgradeId: string, edition: number): string => `${upgradeId}/${edition}`;

/** By `editionKey`: a text that is or was asked about. It asks for no rights; who loads has asked. */
export const editionLoader: Loader<UpgradeNoticeRow> = {
  name: 'noticeEdition',
  async batch(sql, keys) {
    const pairs = keys.map((key) => key.split('/'));
    const rows = await sql.rows<UpgradeNoticeRow>(
      `select ${COLUMNS} from unnest($1::uuid[], $2::int[]) as k (id, edition)
         join group_upgrade_notice n on n.group_upgrade_id = k.id and n.edition = k.edition`,
      [pairs.map(([id]) => id), pairs.map(([, edition]) => Number(edition))],
    );
    return new Map(rows.map((row) => [editionKey(row.upgradeId, row.edition), row]));
  },
};

/** A text that is filled in and not yet an edition of an upgrade. */
export interface FilledNotice {
  readonly version: number;
  readonly texts: NoticeTexts;
  readonly digests: Readonly<Record<Locale, string>>;
  readonly terms: PromisedTerms;
}

export function filled(version: number, texts: NoticeTexts, terms: PromisedTerms): FilledNotice {
  const digests = { en: sha256Hex(texts.en), 'zh-CN': sha256Hex(texts['zh-CN']) };
  return { version, texts, digests, terms };
}

/** What an audit entry tells of an edition. */
export function editionDetails(
  edition: number,
  { version, digests, terms }: FilledNotice,
): Readonly<Record<string, unknown>> {
  return { noticeVersion: version, noticeEdition: edition, digests, terms };
}

const paramsOf = ({ version, texts, digests, terms }: FilledNotice, now: Date): unknown[] => [
  version,
  texts.en,
  texts['zh-CN'],
  digests.en,
  digests['zh-CN'],
  now,
  terms.retentionDays,
  terms.confidentiality,
  terms.lateHistory,
];

/** The text that an upgrade starts with. */
export async function insertFirstEdition(
  sql: Sql,
  upgradeId: string,
  notice: FilledNotice,
  now: Date,
): Promise<void> {
  await sql.run(
    `insert into group_upgrade_notice
       (group_upgrade_id, edition, notice_version, text_en, text_zh, digest_en, digest_zh, adopted_at,
        retention_days, confidentiality, late_history)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [upgradeId, ...paramsOf(notice, now)],
  );
}

/** Puts another text in the place of the present one, with the event that says so. Returns its edition. The caller holds the upgrade's lock. */
export async function insertNextEdition(
  sql: Sql,
  upgradeId: string,
  notice: FilledNotice,
  now: Date,
): Promise<number> {
  const row = await sql.row<{ edition: number }>(
    `with u as (
       update group_upgrade set notice_edition = notice_edition + 1, sequence = sequence + 1
       where id = $1 returning id, sequence, notice_edition),
     logged as (
       insert into group_upgrade_event (group_upgrade_id, sequence, type, at, reason)
       select id, sequence, 'NOTICE_CHANGED', $7, notice_edition::text from u)
     insert into group_upgrade_notice
       (group_upgrade_id, edition, notice_version, text_en, text_zh, digest_en, digest_zh, adopted_at,
        retention_days, confidentiality, late_history)
     select id, notice_edition, $2, $3, $4, $5, $6, $7, $8, $9, $10 from u returning edition`,
    [upgradeId, ...paramsOf(notice, now)],
  );
  if (!row) throw new Error(`there is no upgrade ${upgradeId}`);
  return row.edition;
}
