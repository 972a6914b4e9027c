import { sha256 } from '#kernel/digest.js';
import type { Locale } from '#kernel/refusals.js';
import type { Answer } from './answer.js';

export const receiptChannels = ['IN_APP', 'EMAIL', 'WEBHOOK'] as const;
/** Through what the person came to the question. */
export type ReceiptChannel = (typeof receiptChannels)[number];

/** What a receipt proves of one answer. Who gave it stands in the personal part, of which this holds a commitment. */
export interface ReceiptBody {
  readonly id: string;
  readonly organizationId: string;
  readonly groupUpgradeId: string;
  readonly invitationId: string;
  /** Of the upgrade's log: the event that the answer is. */
  readonly sequence: number;
  readonly round: number;
  readonly answer: Answer;
  readonly memberId: string | null;
  readonly noticeVersion: number;
  readonly noticeEdition: number;
  readonly noticeDigest: string | null;
  readonly language: Locale | null;
  readonly channel: ReceiptChannel;
  readonly at: Date;
  /** 64 hexadecimal digits. */
  readonly commitment: string;
}

/** Who gave an answer, and from where. It can be erased; the receipt verifies without it. */
export interface ReceiptPerson {
  readonly personId: string;
  readonly platform: string;
  readonly platformId: string;
  /** As the group showed it at that time. */
  readonly name: string;
  /** E.164. */
  readonly mobile: string;
  readonly address: string | null;
  readonly client: string | null;
}

/** A change of the fields, their order or their form is a new version. */
const BODY_VERSION = 'assent/receipt/1';
const PERSON_VERSION = 'assent/receipt-person/1';

/** The form of a receipt that is hashed: a JSON array of its fields, so that no two receipts have the same form. */
export function canonicalReceipt(body: ReceiptBody): string {
  return JSON.stringify([
    BODY_VERSION,
    body.id,
    body.organizationId,
    body.groupUpgradeId,
    body.invitationId,
    body.sequence,
    body.round,
    body.answer,
    body.memberId,
    body.noticeVersion,
    body.noticeEdition,
    body.noticeDigest,
    body.language,
    body.channel,
    body.at.toISOString(),
    body.commitment,
  ]);
}

/** The form of the personal part that is committed to. */
export function canonicalPerson(person: ReceiptPerson): string {
  return JSON.stringify([
    PERSON_VERSION,
    person.personId,
    person.platform,
    person.platformId,
    person.name,
    person.mobile,
    person.address,
    person.client,
  ]);
}

/** SHA-256 over the canonical form, hexadecimal. */
export function digestOfReceipt(body: ReceiptBody): string {
  return sha256(canonicalReceipt(body)).toString('hex');
}

/** Binds a receipt to its person without telling who they are: the salt, 32 random bytes, goes with the personal part. */
export function commitmentTo(salt: Uint8Array, person: ReceiptPerson): string {
  return sha256(salt, canonicalPerson(person)).toString('hex');
}
