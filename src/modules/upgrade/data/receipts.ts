import { actions, type Role } from '#modules/identity/public.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { ReceiptBody, ReceiptPerson } from '../domain/receipt.js';

export interface ReceiptRow extends ReceiptBody {
  /** 64 hexadecimal digits. */
  readonly digest: string;
  /** With the salt of the commitment, hexadecimal; null once it has been erased. */
  readonly person: (ReceiptPerson & { readonly salt: string }) | null;
}

/** How much of the personal part somebody sees: all of it, or the mobile masked and nothing of the device. */
export type Sight = 'WHOLE' | 'MASKED';

export interface SeenReceipt extends ReceiptRow {
  readonly sight: Sight;
}

const COLUMNS = `r.id, r.organization_id as "organizationId", r.group_upgrade_id as "groupUpgradeId",
  r.invitation_id as "invitationId", r.sequence, r.round, r.answer, r.member_id as "memberId",
  r.notice_version as "noticeVersion", r.notice_edition as "noticeEdition", r.notice_digest as "noticeDigest",
  r.language, r.channel, r.at, encode(r.commitment, 'hex') as commitment, encode(r.digest, 'hex') as digest,
  case when p.receipt_id is not null then jsonb_build_object('salt', encode(p.salt, 'hex'),
    'personId', p.person_id, 'platform', p.platform, 'platformId', p.platform_id, 'name', p.name,
    'mobile', p.mobile, 'address', p.address, 'client', p.client) end as person`;

const FROM = 'from receipt r left join receipt_person p on p.receipt_id = r.id';

/** A receipt that is to be written, with its personal part. */
export interface NewReceipt {
  readonly body: ReceiptBody;
  /** 64 hexadecimal digits. */
  readonly digest: string;
  /** Hexadecimal. */
  readonly salt: string;
  readonly person: ReceiptPerson;
}

/** Writes receipts and their personal parts. */
export async function insertReceipts(sql: Sql, receipts: readonly NewReceipt[]): Promise<void> {
  await sql.run(
    `with x as (
       select * from jsonb_to_recordset($1::jsonb) as x (id uuid, "organizationId" uuid, "groupUpgradeId" uuid,
         "invitationId" uuid, sequence bigint, round int, answer text, "memberId" uuid, "noticeVersion" int,
         "noticeEdition" int, "noticeDigest" text, language text, channel text, at timestamptz, commitment text,
         digest text, salt text, "personId" uuid, platform text, "platformId" text, name text, mobile text,
         address text, client text)),
     written as (
       insert into receipt (id, organization_id, group_upgrade_id, invitation_id, sequence, round, answer, member_id,
         notice_version, notice_edition, notice_digest, language, channel, at, commitment, digest)
       select id, "organizationId", "groupUpgradeId", "invitationId", sequence, round, answer, "memberId",
         "noticeVersion", "noticeEdition", "noticeDigest", language, channel, at, decode(commitment, 'hex'),
         decode(digest, 'hex') from x)
     insert into receipt_person (receipt_id, salt, person_id, platform, platform_id, name, mobile, address, client)
     select id, decode(salt, 'hex'), "personId", platform, "platformId", name, mobile, address, client from x`,
    [
      JSON.stringify(
        receipts.map(({ body, digest, salt, person }) => ({ ...body, digest, salt, ...person })),
      ),
    ],
  );
}

const reading = actions['upgrade.read'];
/** Who sees every receipt of an organization, auditors among them. */
const READERS: readonly Role[] = reading.who === 'member' ? reading.roles : [];

/**
 * What the person $1 sees of a receipt: their own whole, and as an auditor of the organization every one; masked as
 * somebody else who reads its upgrades; null, nothing. $2 are the roles that read upgrades.
 */
const SEEN = `${FROM} left join lateral (
    select m.roles from member m join organization o on o.id = m.organization_id
    where m.person_id = $1 and m.organization_id = r.organization_id and m.status = 'ACTIVATED' and o.state <> 'CLOSED'
  ) v on true
  cross join lateral (select case when p.person_id = $1 or 'AUDITOR' = any(v.roles) then 'WHOLE'
    when v.roles && $2::text[] then 'MASKED' end as sight) s`;

/** A receipt as this person may see it; undefined when there is none that they may. */
export function visibleReceipt(sql: Sql, personId: string, id: string): Promise<SeenReceipt | undefined> {
  return sql.row<SeenReceipt>(`select ${COLUMNS}, s.sight ${SEEN} where r.id = $3 and s.sight is not null`, [
    personId,
    READERS,
    id,
  ]);
}

/** By invitation: the receipts that this person may see, oldest first, at most `limit` after a sequence. */
export function receiptsLoader(
  personId: string,
  page: { readonly after: number; readonly limit: number },
): Loader<readonly SeenReceipt[]> {
  return {
    name: `receipts/${personId}/${page.after}/${page.limit}`,
    async batch(sql, invitationIds) {
      const rows = await sql.rows<SeenReceipt>(
        `select seen.* from unnest($3::uuid[]) as i (id) cross join lateral (
           select ${COLUMNS}, s.sight ${SEEN}
           where r.invitation_id = i.id and r.sequence > $4 and s.sight is not null
           order by r.sequence limit $5) seen
         order by seen.sequence`,
        [personId, READERS, invitationIds, page.after, page.limit],
      );
      return Map.groupBy(rows, (row) => row.invitationId);
    },
  };
}

/** By invitation: how many receipts this person may see. */
export function receiptCountLoader(personId: string): Loader<number> {
  return {
    name: `receiptCounts/${personId}`,
    async batch(sql, invitationIds) {
      const rows = await sql.rows<{ id: string; count: number }>(
        `select r.invitation_id as id, count(*) as count ${SEEN}
         where r.invitation_id = any($3::uuid[]) and s.sight is not null group by 1`,
        [personId, READERS, invitationIds],
      );
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
  };
}

/** An upgrade's receipts in the order of its log, whole, at most `limit` after a sequence. It asks for no rights. */
export function receiptsOfUpgrade(
  sql: Sql,
  upgradeId: string,
  after: number,
  limit: number,
): Promise<ReceiptRow[]> {
  return sql.rows<ReceiptRow>(
    `select ${COLUMNS} ${FROM} where r.group_upgrade_id = $1 and r.sequence > $2 order by r.sequence limit $3`,
    [upgradeId, after, limit],
  );
}

/** Erases the personal parts of somebody's receipts. Returns how many; the receipts stay, and verify. */
export function erasePersonalParts(sql: Sql, personId: string): Promise<number> {
  return sql.run('delete from receipt_person where person_id = $1', [personId]);
}
