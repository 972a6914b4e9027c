import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countNotices, newestNotice, type NoticeRow, noticesOf } from '../data/notices.js';

/** The text that an organization's upgrades would ask about if they started now. */
export const notice = query<{ organizationId: string }, NoticeRow>({
  name: 'notice',
  action: 'upgrade.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return newestNotice(context.sql, organizationId);
  },
});

/** All texts of an organization, the newest first and the built-in one last. */
export const notices = query<
  { organizationId: string; first: number; before: number | undefined },
  Slice<NoticeRow>
>({
  name: 'notices',
  action: 'upgrade.read',
  async run(context, { organizationId, first, before }) {
    await context.authorize({ organizationId });
    return sliceOf(await noticesOf(context.sql, organizationId, before, first + 1), first);
  },
});

export const noticeCount = query<{ organizationId: string }, number>({
  name: 'noticeCount',
  action: 'upgrade.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return countNotices(context.sql, organizationId);
  },
});
