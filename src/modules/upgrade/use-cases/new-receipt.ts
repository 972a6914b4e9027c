import { displayName } from '#modules/group/public.js';
import { newId } from '#kernel/ids.js';
import type { Locale } from '#kernel/refusals.js';
import { newSalt } from '#kernel/salt.js';
import { storableText } from '#kernel/text.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import type { LockedInvitation } from '../data/answering.js';
import type { NewReceipt } from '../data/receipts.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { Answer } from '../domain/answer.js';
import { commitmentTo, digestOfReceipt, type ReceiptBody, type ReceiptPerson } from '../domain/receipt.js';

/** Of the client's name, in UTF-16 units. */
const CLIENT_MAX = 512;

export interface Given {
  readonly answer: Answer;
  /** The account that answers; null where the person has none any more. */
  readonly memberId: string | null;
  /** Of the upgrade's log: the event that the answer is. */
  readonly sequence: number;
  /** The language in which the present text is named; undefined where the person was shown another. */
  readonly language: Locale | undefined;
}

/** The proof of an answer, to be written in its transaction. */
export function newReceipt(
  context: CommandContext,
  upgrade: UpgradeRow,
  invitation: LockedInvitation,
  { answer, memberId, sequence, language }: Given,
): NewReceipt {
  const { notice, now: at } = invitation;
  if (!notice) throw new Error(`the upgrade ${upgrade.id} has no notice`);
  const person = personOf(context, invitation);
  const salt = newSalt();
  const body: ReceiptBody = {
    id: newId(at.getTime()),
    organizationId: upgrade.organizationId,
    groupUpgradeId: upgrade.id,
    invitationId: invitation.id,
    sequence,
    round: invitation.round,
    answer,
    memberId,
    noticeVersion: notice.version,
    noticeEdition: notice.edition,
    noticeDigest: language ? notice.digests[language] : null,
    language: language ?? null,
    channel: invitation.openedBy ?? 'IN_APP',
    at,
    commitment: commitmentTo(salt, person),
  };
  return { body, digest: digestOfReceipt(body), salt: salt.toString('hex'), person };
}

function personOf({ origin, personId }: CommandContext, invitation: LockedInvitation): ReceiptPerson {
  const { platform, platformId, mobile } = invitation;
  return {
    personId: personId(),
    platform,
    platformId,
    name: displayName(invitation),
    mobile,
    address: origin.address ?? null,
    client: origin.userAgent === undefined ? null : storableText(origin.userAgent.slice(0, CLIENT_MAX)).text,
  };
}
