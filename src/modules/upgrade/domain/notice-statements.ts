import type { Locale } from '#kernel/refusals.js';

/**
 * What every text must say and no organization may word otherwise: it is the server that does it, the same for all.
 * A text gives the place of each by a placeholder of this name; placeholders within a statement are filled as others.
 */
export const statements = {
  visibility: {
    en: `If you agree, you become a member of the new group at the cut-over. Everybody who agrees can then read the whole history of the group from its first imported message on, with names, times and replies; that includes everything you have written.

If you decline, do not answer or take your yes back, you will not be a member of the new group and cannot read it. The messages that you have already written stay in its history under the name that you had at that time, for whoever has agreed to read.

Whoever is admitted to the new group later sees {lateHistory}.`,
    'zh-CN': `如果您同意：群聊切换完成时，您将成为新群成员。所有同意的成员都可以查看本群的全部历史消息（自最早导入的一条起），包括发送者名称、时间和回复关系，也包括您发送过的所有内容。

如果您拒绝、未答复或撤回同意：您不会成为新群成员，也无法查看新群。您此前发送的消息仍保留在历史记录中，以您当时的名称显示，供已同意的成员查看。

以后获准加入新群的人可以查看：{lateHistory}。`,
  },
  finality: {
    en: 'Whether and when the cut-over is done is decided by the owner of the group together with the administrators of {organization}. It cannot be undone: the old group then ceases, and no answer can be changed any more.',
    'zh-CN':
      '是否以及何时切换，由群主与{organization}的管理员决定。切换无法撤销：完成后原群即停用，任何答复都不能再更改。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>;

export type StatementName = keyof typeof statements;
