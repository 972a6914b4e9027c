import { Field, ID, Int, ObjectType } from 'type-graphql';
import { maskMobile } from '#modules/identity/public.js';
import type { Locale } from '#kernel/refusals.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { SeenReceipt } from '../data/receipts.js';
import type { Answer } from '../domain/answer.js';
import { canonicalPerson, canonicalReceipt, type ReceiptChannel as Channel } from '../domain/receipt.js';
import { NoticeLanguage } from './notice.types.js';

export const ReceiptAnswer = enumType<Answer>({
  name: 'ReceiptAnswer',
  description: 'What a person can answer.',
  values: {
    ACCEPTED: 'Yes.',
    DECLINED: 'No.',
    WITHDRAWN: 'A yes taken back.',
  },
});

export const ReceiptChannel = enumType<Channel>({
  name: 'ReceiptChannel',
  description: 'Through what a person came to the question that they answered.',
  values: {
    IN_APP: 'The application.',
    EMAIL: 'A link in an e-mail.',
    WEBHOOK: "A link that the organization's own system delivered, by SMS for instance.",
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The proof of one answer. Whole to the person who gave it and to auditors of the organization; to others who read the upgrade, with the mobile masked and without address and client. The personal fields are null once they were erased: the receipt still verifies.',
})
export class Receipt extends Node {
  readonly row!: SeenReceipt;

  @Field(() => ID, { description: 'The Invitation that was answered.' })
  invitationId!: string;

  @Field(() => ID, { description: 'The GroupUpgrade that it belongs to.' })
  groupUpgradeId!: string;

  @Field(() => Int, {
    description: "The answer's place in the log of the upgrade: the event of this sequence.",
  })
  sequence!: number;

  @Field(() => Int, { description: 'In which round of the question it was given, from 1.' })
  round!: number;

  @Field(() => ReceiptAnswer, { description: 'The answer.' })
  answer!: Answer;

  @Field(() => Int, { description: 'Of the notice that the text was made from.' })
  noticeVersion!: number;

  @Field(() => Int, { description: 'Of the text that was asked about.' })
  noticeEdition!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of the text that the person was shown, hexadecimal. For another answer than a yes whose client named none, of the text that the question asked about then, in the language in which the call was answered. Null only where such a client named a text that was not asked about, or where the answer was given before this was kept.',
  })
  noticeDigest!: string | null;

  @Field(() => NoticeLanguage, {
    nullable: true,
    description: 'The language of that text; null when `noticeDigest` is.',
  })
  language!: Locale | null;

  @Field(() => ReceiptChannel, { description: 'Through what they came to the question.' })
  channel!: Channel;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at!: Date;

  @Field(() => Boolean, { description: 'Whether the personal fields were erased.' })
  erased!: boolean;

  @Field(() => String, { nullable: true, description: "The consumer identity's platform." })
  platform!: string | null;

  @Field(() => String, { nullable: true, description: "The consumer identity's id on its platform." })
  platformId!: string | null;

  @Field(() => String, { nullable: true, description: 'The name that the group showed at that time.' })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E.164 for the person themself and for auditors; masked (`+86 199****0001`) for all others.',
  })
  mobile!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address that the answer came from. For the person themself and auditors only.',
  })
  address!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the client called itself (`User-Agent`), at most 512 characters. For the person themself and auditors only.',
  })
  client!: string | null;

  @Field(() => String, {
    description:
      'The receipt as it is hashed: a JSON array of its form, own, organization, upgrade and invitation ids, sequence, round, answer, account, notice version, edition and digest, language, channel, time and commitment.',
  })
  body!: string;

  @Field(() => String, {
    description: 'SHA-256 of `body` in UTF-8, hexadecimal. The audit entry of the answer names it.',
  })
  digest!: string;

  @Field(() => String, {
    description:
      'SHA-256 of the bytes of `salt` and then `personalPart` in UTF-8, hexadecimal; a part of `body`.',
  })
  commitment!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '32 bytes, hexadecimal. For the person themself and auditors only; erased with the personal fields.',
  })
  salt!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The personal fields as they are committed to: a JSON array of their form, person, platform, platform id, name, mobile, address and client. For whom `salt` is.',
  })
  personalPart!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A receipt and its place.' })
export class ReceiptEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => Receipt, { description: 'The receipt.' })
  node!: Receipt;
}

@ObjectType({ simpleResolvers: true, description: 'A page of receipts.' })
export class ReceiptConnection {
  @Field(() => [ReceiptEdge], { description: 'The page.' })
  edges!: ReceiptEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

export function toReceipt(row: SeenReceipt): Receipt {
  const { person, sight, sequence, round, answer, noticeVersion, noticeEdition, noticeDigest } = row;
  const { language, channel, at, digest, commitment } = row;
  const whole = sight === 'WHOLE' ? person : null;
  return make(Receipt, {
    id: globalId('Receipt', row.id),
    row,
    invitationId: globalId('Invitation', row.invitationId),
    groupUpgradeId: globalId('GroupUpgrade', row.groupUpgradeId),
    sequence,
    round,
    answer,
    noticeVersion,
    noticeEdition,
    noticeDigest,
    language,
    channel,
    at,
    erased: person === null,
    platform: person?.platform ?? null,
    platformId: person?.platformId ?? null,
    name: person?.name ?? null,
    mobile: whole?.mobile ?? (person ? maskMobile(person.mobile) : null),
    address: whole?.address ?? null,
    client: whole?.client ?? null,
    body: canonicalReceipt(row),
    digest,
    commitment,
    salt: whole?.salt ?? null,
    personalPart: whole ? canonicalPerson(whole) : null,
  });
}
