import type { NoticeTexts } from './notice.js';

/** What is asked while an organization has published no text of its own: version 0. */
export const builtInNotice: NoticeTexts = {
  en: `About moving the group “{group}” to {organization}

{organization} wants to turn the group “{group}” into a group of its own. You decide for yourself: nobody can answer for you, and not answering in time counts as staying out.

{visibility}

Messages are kept {retention}. The group is treated as {confidentiality}.

You can change your answer until the cut-over, also during the cooling-off before it. {finality}

For each answer you receive a receipt, which names this text, the time and the way in which you answered. If this text is changed before the cut-over, your yes no longer counts and you are asked again.`,
  'zh-CN': `关于将群聊“{group}”升级至{organization}的说明

{organization}希望将群聊“{group}”升级为企业群。是否加入由您本人决定：任何人不能代您答复；逾期未答复，视为不加入。

{visibility}

消息保存期限：{retention}。本群的保密级别：{confidentiality}。

在群聊切换之前（包括切换前的冷静期），您可以随时更改答复。{finality}

您每次答复都会获得一份回执，其中载明本说明的版本、答复的时间和方式。如果本说明在切换之前发生变更，您此前的同意不再有效，我们会重新征求您的意见。`,
};
