import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PromisedTerms, toPromisedTerms } from '#modules/organization/graphql/promised-terms.types.js';
import type { Locale } from '#kernel/refusals.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { PageInfo } from '#platform/graphql/relay.js';
import { Payload, registerUserError, UserError } from '#platform/graphql/user-error.js';
import type { NoticeRow } from '../data/notices.js';
import type { UpgradeNoticeRow } from '../data/upgrade-notices.js';
import { GroupUpgrade } from './upgrade.types.js';

export const NoticeLanguage: { readonly EN: Locale; readonly ZH_CN: Locale } = { EN: 'en', ZH_CN: 'zh-CN' };
registerEnumType(NoticeLanguage, {
  name: 'NoticeLanguage',
  description: 'The languages of every notice.',
  valuesConfig: { EN: { description: 'English.' }, ZH_CN: { description: 'Chinese, simplified.' } },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A text that an organization asks its people to agree to, with its placeholders: noticePreview shows it as people read it. Version 0 is built in; what the organization publishes counts from 1.',
})
export class Notice {
  readonly row!: NoticeRow;

  @Field(() => Int, { description: '0 for the built-in text.' })
  version!: number;

  @Field(() => String, { description: 'In English, with placeholders.' })
  textEn!: string;

  @Field(() => String, { description: 'In Chinese, with placeholders.' })
  textZh!: string;

  @Field(() => DateTime, { nullable: true, description: 'Null for the built-in text.' })
  publishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A notice and its place.' })
export class NoticeEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => Notice, { description: 'The notice.' })
  node!: Notice;
}

@ObjectType({ simpleResolvers: true, description: 'A page of notices.' })
export class NoticeConnection {
  @Field(() => [NoticeEdge], { description: 'The page.' })
  edges!: NoticeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The text of an upgrade in one language, as people read it.',
})
export class NoticeText {
  @Field(() => NoticeLanguage, { description: 'The language.' })
  language!: Locale;

  @Field(() => String, { description: 'The text, filled in; plain, with line feeds.' })
  text!: string;

  @Field(() => String, {
    description:
      'SHA-256 of the text in UTF-8, 64 hexadecimal digits. Whoever agrees to the text gives it: acceptInvitation.',
  })
  digest!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What an upgrade asks its people to agree to: a notice of the organization, filled in with the group's name and the settings of that time.",
})
export class GroupUpgradeNotice {
  readonly row!: UpgradeNoticeRow;

  @Field(() => Int, {
    description:
      'Counts the texts of this upgrade from 1; 0 only where the upgrade had begun before there were notices.',
  })
  edition!: number;

  @Field(() => Int, { description: 'Of the notice that it was made from.' })
  version!: number;

  @Field(() => DateTime, { description: 'Since when it is asked about.' })
  adoptedAt!: Date;

  @Field(() => [NoticeText], { description: 'In every language.' })
  texts!: NoticeText[];

  @Field(() => PromisedTerms, {
    description:
      'What it promises. Every text that was made since these are frozen says all of it; the enterprise group takes it over.',
  })
  terms!: PromisedTerms;
}

@InputType({ description: 'A new text, in both languages.' })
export class PublishNoticeInput extends MutationInput {
  @Field(() => ID, { description: 'An Organization.' })
  organizationId!: string;

  @Field(() => String, {
    description:
      'In English, at most 10,000 characters with its statements. Four placeholders are required: {group}, {visibility}, {retention} ("for 365 days", "for good") and {finality}. {visibility} is a standing statement of what becomes visible to whom, {finality} one that the cut-over cannot be undone; nobody can word these otherwise. {organization}, {confidentiality} ("internal") and {lateHistory} ("the whole history") may be used; the confidentiality that a text does not say is added in a sentence at its end. Each required one that is missing is refused with NOTICE_PLACEHOLDER_MISSING, a name in braces that is none of these with NOTICE_PLACEHOLDER_UNKNOWN.',
  })
  textEn!: string;

  @Field(() => String, {
    description:
      'In Chinese, the same: at most 10,000 characters, the same placeholders required; {retention} is 长期保存 or 365 天, {confidentiality} 公开, 内部 or 机密, {lateHistory} 全部历史消息 or 仅限其加入之后的消息.',
  })
  textZh!: string;

  @Field(() => Int, {
    description:
      'The newest version as it was read; 0 while nothing was published. Refused with VERSION_CONFLICT if it is another.',
  })
  expectedVersion!: number;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The notice, published.' })
export class PublishNoticePayload extends Payload {
  @Field(() => Notice, { nullable: true, description: 'Null when it was refused.' })
  notice?: Notice;
}

@InputType({ description: 'Which upgrade.' })
export class AdoptNoticeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING.' })
  groupUpgradeId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade, with its new text.' })
export class AdoptNoticePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'The text that was agreed to is not the one that is asked about now: this one is.',
})
export class NoticeChangedError extends UserError {
  @Field(() => Int, { description: 'The edition of the present text.' })
  edition!: number;

  @Field(() => Int, { description: 'The version of the notice that the present text was made from.' })
  version!: number;
}

export function registerNoticeErrors(): void {
  registerUserError('NOTICE_CHANGED', ({ params }) =>
    Object.assign(new NoticeChangedError(), {
      edition: Number(params['edition']),
      version: Number(params['version']),
    }),
  );
}

export function toNotice(row: NoticeRow): Notice {
  const { version, texts, publishedAt } = row;
  return make(Notice, { row, version, textEn: texts.en, textZh: texts['zh-CN'], publishedAt });
}

type Filled = Pick<UpgradeNoticeRow, 'texts' | 'digests'>;

export function toNoticeText({ texts, digests }: Filled, language: Locale): NoticeText {
  return make(NoticeText, { language, text: texts[language], digest: digests[language] });
}

/** In every language. */
export function toNoticeTexts(filled: Filled): NoticeText[] {
  return Object.values(NoticeLanguage).map((language) => toNoticeText(filled, language));
}

export function toGroupUpgradeNotice(row: UpgradeNoticeRow): GroupUpgradeNotice {
  const { edition, version, terms, adoptedAt } = row;
  const texts = toNoticeTexts(row);
  return make(GroupUpgradeNotice, { row, edition, version, adoptedAt, texts, terms: toPromisedTerms(terms) });
}
