import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { memberLoader } from '#modules/directory/public.js';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import type { Locale } from '#kernel/refusals.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { adoptNotice } from '../use-cases/adopt-notice.js';
import { notice, noticeCount, notices } from '../use-cases/notices.js';
import { publishNotice } from '../use-cases/publish-notice.js';
import { upgraded } from './group-upgrade.resolver.js';
import {
  AdoptNoticeInput,
  AdoptNoticePayload,
  GroupUpgradeNotice,
  Notice,
  NoticeConnection,
  NoticeLanguage,
  NoticeText,
  PublishNoticeInput,
  PublishNoticePayload,
  toNotice,
  toNoticeText,
} from './notice.types.js';

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => Notice, {
    description:
      'What upgrades of this organization that start now ask their people to agree to: the newest text, for those who read upgrades.',
  })
  async notice(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
  ): Promise<Notice> {
    return toNotice(await context.ask(notice, { organizationId: localId('Organization', id) }));
  }

  @Query(() => NoticeConnection, {
    description: "An organization's notices, the newest first and the built-in one last.",
  })
  async notices(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<NoticeConnection> {
    const page = pageOf(args);
    const organizationId = localId('Organization', id);
    const slice = await context.ask(notices, {
      organizationId,
      first: page.first,
      before: numberCursor(page),
    });
    const totalCount = (): Promise<number> => context.ask(noticeCount, { organizationId });
    const parts = connectionOf(slice, page, (row) => [row.version], toNotice);
    return make(NoticeConnection, { ...parts, totalCount });
  }

  @Mutation(() => PublishNoticePayload, {
    description:
      'Publishes a new text. Upgrades that start from now on ask about it; those that are open keep theirs until adoptNotice.',
  })
  async publishNotice(
    @Ctx() context: ApiContext,
    @Arg('input', () => PublishNoticeInput, { description: 'The text.' }) input: PublishNoticeInput,
  ): Promise<PublishNoticePayload> {
    const organizationId = localId('Organization', input.organizationId);
    const result = await context.execute(publishNotice, { ...input, organizationId });
    return toPayload(PublishNoticePayload, context.locale, result, async () => ({
      notice: toNotice(await context.ask(notice, { organizationId })),
    }));
  }

  @Mutation(() => AdoptNoticePayload, {
    description:
      'Moves an upgrade that is INVITING to the newest text and settings of its organization. Whoever has said yes to another text is asked anew and has at least 24 hours to answer. Refused with NOTICE_UNCHANGED when the text and what it promises would be the same. It is the way out of NOTICE_OUTDATED; in the cooling-off stopCoolingOff comes first.',
  })
  async adoptNotice(
    @Ctx() context: ApiContext,
    @Arg('input', () => AdoptNoticeInput, { description: 'Which upgrade.' }) input: AdoptNoticeInput,
  ): Promise<AdoptNoticePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    const result = await context.execute(adoptNotice, { ...input, groupUpgradeId });
    return upgraded(AdoptNoticePayload, context, result);
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Who published it; null for the built-in text.',
  })
  async publishedBy(@Root() { row }: Notice, @Ctx() context: ApiContext): Promise<Member | null> {
    const member = row.publishedBy === null ? undefined : await context.load(memberLoader, row.publishedBy);
    return member ? toMember(member) : null;
  }
}

@Resolver(() => GroupUpgradeNotice)
export class GroupUpgradeNoticeResolver {
  @FieldResolver(() => NoticeText, { description: 'In one language.' })
  text(
    @Root() { row }: GroupUpgradeNotice,
    @Ctx() context: ApiContext,
    @Arg('language', () => NoticeLanguage, {
      nullable: true,
      description: "The caller's own (`Accept-Language`) unless given.",
    })
    language?: Locale | null,
  ): NoticeText {
    return toNoticeText(row, language ?? context.locale);
  }
}
