import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { missingAttachmentPage, type MissingRow } from '../data/attachments.js';
import type { SourceGroupRow } from '../data/source-groups.js';
import { authorizeGroup } from './group-access.js';

/** Messages of a group of which it is not known which file they are about: that, and nothing of what they say. */
export const missingAttachmentsOfSourceGroup = query<
  { group: SourceGroupRow; first: number; after: number },
  Slice<MissingRow>
>({
  name: 'missingAttachmentsOfSourceGroup',
  action: 'source-group.read',
  async run(context, { group, first, after }) {
    await authorizeGroup(context, group);
    const page = { after, limit: first + 1 };
    return sliceOf(await missingAttachmentPage(context.sql, group.conversationId, page), first);
  },
});
