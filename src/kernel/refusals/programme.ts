import type { Wordings } from './wording.js';

/** What a programme and the starts of its groups can be refused for. */
export const programmeRefusals = {
  LIST_OR_FILTER: {
    en: 'Choose the groups by a list or by a filter, not by both.',
    'zh-CN': '请通过列表或筛选条件之一选择群，不能同时使用两者。',
  },
  TOO_MANY_GROUPS: {
    en: 'A programme has at most {max} groups.',
    'zh-CN': '一个升级计划最多包含 {max} 个群。',
  },
  GROUP_IN_PROGRAMME: {
    en: 'One of the groups is in a programme that is not over. What that has not started can be taken out with removeProgrammeGroups.',
    'zh-CN': '其中有群已在未结束的升级计划中。该计划尚未启动的群可通过 removeProgrammeGroups 移出。',
  },
  NO_GROUPS: { en: 'The programme has no groups yet.', 'zh-CN': '该升级计划尚无任何群。' },
  STARTER_NOT_ALLOWED: {
    en: 'Who asked for the start may no longer start upgrades. Ask for it again yourself.',
    'zh-CN': '发起人已无权启动升级，请由您重新发起。',
  },
  START_FAILED: {
    en: 'The start failed on our side. Ask for it again.',
    'zh-CN': '启动时服务器出现异常，请重新发起。',
  },
} as const satisfies Wordings;
