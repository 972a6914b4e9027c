import { memberOf } from '#modules/directory/public.js';
import { command } from '#modules/identity/public.js';
import { sha256Hex } from '#kernel/digest.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { insertNotice, newestNotice } from '../data/notices.js';
import { noticeTexts } from '../domain/notice-texts.js';

interface Input {
  readonly organizationId: string;
  readonly textEn: string;
  readonly textZh: string;
  readonly expectedVersion: number;
}

/**
 * Makes a new text what the upgrades that start from now on ask about. Those that are open keep theirs until somebody
 * adopts the new one. Of two at once, one is told that the other was first.
 */
export const publishNotice = command<Input, { organizationId: string; version: number }>({
  name: 'publishNotice',
  action: 'notice.publish',
  constraints: { notice_pkey: refuse('VERSION_CONFLICT', 'expectedVersion') },
  async run(context, { organizationId, textEn, textZh, expectedVersion }) {
    await context.authorize({ organizationId });
    const texts = noticeTexts(textEn, textZh);
    if (!texts.ok) return texts;
    const { tx } = context;
    const newest = await newestNotice(tx, organizationId);
    if (newest.version !== expectedVersion) return err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
    const { memberId } = orNotFound(await memberOf(tx, context.personId(), organizationId));
    const version = expectedVersion + 1;
    const publishedAt = await databaseNow(tx);
    await insertNotice(tx, {
      organizationId,
      version,
      texts: texts.value,
      publishedBy: memberId,
      publishedAt,
    });
    context.record({
      organizationId,
      subject: { type: 'Organization', id: organizationId },
      details: {
        noticeVersion: version,
        digestEn: sha256Hex(texts.value.en),
        digestZh: sha256Hex(texts.value['zh-CN']),
      },
    });
    return ok({ organizationId, version });
  },
});
