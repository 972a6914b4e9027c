import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { toPromisedTerms } from '#modules/organization/graphql/promised-terms.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { localId } from '#platform/graphql/relay.js';
import { toUserErrors } from '#platform/graphql/user-error.js';
import { noticePreview } from '../use-cases/notice-preview.js';
import { NoticePreview, NoticePreviewArgs } from './notice-preview.types.js';
import { toNoticeTexts } from './notice.types.js';

@Resolver()
export class NoticePreviewResolver {
  @Query(() => NoticePreview, {
    description:
      'How the people of a group would read a text: a draft before it is published, judged as publishNotice would, or the newest one.',
  })
  async noticePreview(
    @Ctx() context: ApiContext,
    @Args(() => NoticePreviewArgs) { organizationId, groupName, textEn, textZh }: NoticePreviewArgs,
  ): Promise<NoticePreview> {
    const preview = await context.ask(noticePreview, {
      organizationId: localId('Organization', organizationId),
      groupName,
      textEn: textEn ?? undefined,
      textZh: textZh ?? undefined,
    });
    if (!preview.ok) {
      return make(NoticePreview, {
        texts: [],
        terms: null,
        userErrors: toUserErrors(preview.error, context.locale),
      });
    }
    const { terms } = preview.value;
    return make(NoticePreview, {
      texts: toNoticeTexts(preview.value),
      terms: toPromisedTerms(terms),
      userErrors: [],
    });
  }
}
