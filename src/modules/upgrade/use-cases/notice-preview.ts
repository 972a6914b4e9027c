import { query } from '#modules/identity/public.js';
import type { Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import { newestNotice } from '../data/notices.js';
import type { FilledNotice } from '../data/upgrade-notices.js';
import { noticeTexts } from '../domain/notice-texts.js';
import { filledWith } from './fill-notice.js';

/** In code points. */
const GROUP_NAME_MAX = 200;

interface Input {
  readonly organizationId: string;
  readonly groupName: string;
  /** In place of the newest text; what it is in a language that is left out is the newest's. */
  readonly textEn: string | undefined;
  readonly textZh: string | undefined;
}

/** A text as the people of a group would read it if their upgrade started now: a draft's or the newest's. */
export const noticePreview = query<Input, Result<FilledNotice, readonly Refusal[]>>({
  name: 'noticePreview',
  action: 'upgrade.read',
  async run(context, { organizationId, groupName, textEn, textZh }) {
    await context.authorize({ organizationId });
    const name = textField(groupName, 'groupName', { max: GROUP_NAME_MAX });
    const newest = await newestNotice(context.sql, organizationId);
    const draft = textEn !== undefined || textZh !== undefined;
    const texts = draft
      ? noticeTexts(textEn ?? newest.texts.en, textZh ?? newest.texts['zh-CN'])
      : ok(newest.texts);
    if (!name.ok || !texts.ok)
      return err([...(name.ok ? [] : [name.error]), ...(texts.ok ? [] : texts.error)]);
    const { version } = newest;
    return ok(await filledWith(context.sql, organizationId, name.value, { version, texts: texts.value }));
  },
});
