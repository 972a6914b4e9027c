import { randomBytes } from 'node:crypto';
import { sha256Hex } from '#kernel/digest.js';
import { newId } from '#kernel/ids.js';
import { commitmentTo, digestOfReceipt, type ReceiptBody } from '#modules/upgrade/domain/receipt.js';
import type { Sql } from '#platform/db/sql.js';

const TEXT_EN = 'You are asked to join the enterprise group.';
const TEXT_ZH = '请您确认是否加入企业群。';

interface Answered {
  readonly organizationId: string;
  readonly invitationId: string;
  readonly sequence: number;
  readonly answer: ReceiptBody['answer'];
  readonly at: Date;
  readonly memberId: string | null;
  readonly personId: string;
  readonly platform: string;
  readonly platformId: string;
  readonly name: string;
  readonly mobile: string;
}

/** Gives an upgrade the text that it asks about, and each of its answers a receipt, where they have none. */
export async function writeReceipts(sql: Sql, groupUpgradeId: string): Promise<void> {
  await sql.run(
    `insert into group_upgrade_notice (group_upgrade_id, edition, notice_version, text_en, text_zh, digest_en,
       digest_zh, adopted_at) values ($1, 1, 0, $2, $3, $4, $5, assent_now())
     on conflict on constraint group_upgrade_notice_pkey do nothing`,
    [groupUpgradeId, TEXT_EN, TEXT_ZH, sha256Hex(TEXT_EN), sha256Hex(TEXT_ZH)],
  );
  const answers = await sql.rows<Answered>(
    `select u.organization_id as "organizationId", v.invitation_id as "invitationId", v.sequence,
       v.to_state as answer, v.at, m.id as "memberId", m.person_id as "personId", c.platform,
       c.platform_id as "platformId", r.account_name as name, m.mobile
     from group_upgrade_event v join group_upgrade u on u.id = v.group_upgrade_id
       join invitation i on i.id = v.invitation_id join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id join member m on m.id = i.member_id
     where u.id = $1 and v.type = 'INVITATION_CHANGED' and v.to_state in ('ACCEPTED', 'DECLINED', 'WITHDRAWN')
       and not exists (select from receipt x where x.group_upgrade_id = u.id and x.sequence = v.sequence)`,
    [groupUpgradeId],
  );
  for (const answered of answers) await writeReceipt(sql, groupUpgradeId, answered);
}

async function writeReceipt(sql: Sql, groupUpgradeId: string, answered: Answered): Promise<void> {
  const { personId, platform, platformId, name, mobile, ...given } = answered;
  const person = { personId, platform, platformId, name, mobile, address: '127.0.0.1', client: 'a test' };
  const salt = randomBytes(32);
  const body: ReceiptBody = {
    ...given,
    id: newId(),
    groupUpgradeId,
    round: 1,
    noticeVersion: 0,
    noticeEdition: 1,
    noticeDigest: sha256Hex(TEXT_ZH),
    language: 'zh-CN',
    channel: 'IN_APP',
    commitment: commitmentTo(salt, person),
  };
  await sql.run(
    `with written as (
       insert into receipt (id, organization_id, group_upgrade_id, invitation_id, sequence, round, answer, member_id,
         notice_version, notice_edition, notice_digest, language, channel, at, commitment, digest)
       select id, "organizationId", "groupUpgradeId", "invitationId", sequence, round, answer, "memberId",
         "noticeVersion", "noticeEdition", "noticeDigest", language, channel, at, decode(commitment, 'hex'),
         decode($2, 'hex')
       from jsonb_to_record($1::jsonb) as r (id uuid, "organizationId" uuid, "groupUpgradeId" uuid,
         "invitationId" uuid, sequence bigint, round int, answer text, "memberId" uuid, "noticeVersion" int,
         "noticeEdition" int, "noticeDigest" text, language text, channel text, at timestamptz, commitment text)
       returning id)
     insert into receipt_person (receipt_id, salt, person_id, platform, platform_id, name, mobile, address, client)
     select id, $3, $4, $5, $6, $7, $8, $9, $10 from written`,
    [
      JSON.stringify(body),
      digestOfReceipt(body),
      salt,
      personId,
      platform,
      platformId,
      name,
      mobile,
      person.address,
      person.client,
    ],
  );
}
