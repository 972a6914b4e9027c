import type { Wordings } from './wording.js';

/** What an upgrade, its invitations and their answers can be refused for. */
export const upgradeRefusals = {
  UPGRADE_ALREADY_OPEN: {
    en: 'An upgrade of this group is already open.',
    'zh-CN': '该群已有进行中的升级。',
  },
  UPGRADE_CANCELLED: { en: 'This upgrade was cancelled.', 'zh-CN': '该升级已取消。' },
  UPGRADE_COMPLETED: {
    en: 'This upgrade is completed; it cannot be changed any more.',
    'zh-CN': '该升级已完成，无法再更改。',
  },
  UPGRADE_PAUSED: { en: 'This upgrade is paused.', 'zh-CN': '该升级已暂停。', retryable: true },
  PROGRAMME_PAUSED: {
    en: 'The programme of this upgrade is paused. The upgrade goes on when the programme does.',
    'zh-CN': '该升级所属的升级计划已暂停，须待计划恢复后方可继续。',
    retryable: true,
  },
  ORGANIZATION_SUSPENDED: {
    en: 'The organization is suspended for now.',
    'zh-CN': '该企业目前已被暂停。',
    retryable: true,
  },
  GROUP_BUSY: {
    en: 'The group is being imported, started or cut over at this moment, or accounts are being changed. Try again soon.',
    'zh-CN': '该群正在导入、启动升级或切换，或通讯录正在更改，请稍后重试。',
    retryable: true,
  },
  SOURCE_GROUP_CEASED: { en: 'This group has ceased.', 'zh-CN': '该群已停用。' },
  TOO_FEW_MEMBERS: {
    en: 'Too few members would join: {count}. The minimum is {min}.',
    'zh-CN': '将加入的成员过少：{count}，最低要求为 {min}。',
  },
  MINIMUM_OUT_OF_REACH: {
    en: 'The roster has {people} people, and {minimumMembers} would have to join. Set a lower minimumMembers.',
    'zh-CN': '群名单仅有 {people} 人，而最低要求为 {minimumMembers} 人加入。请降低 minimumMembers。',
  },
  INVITATION_EXPIRED: { en: 'The time to answer is over.', 'zh-CN': '邀请已过期。' },
  INVITATION_BLOCKED: {
    en: 'You cannot answer yet ({reason}).',
    'zh-CN': '暂时无法答复（{reason}）。',
    retryable: true,
  },
  INVITATION_ALREADY_ANSWERED: {
    en: 'This invitation was answered before ({state}).',
    'zh-CN': '该邀请已答复（{state}）。',
  },
  NOT_ACCEPTED: {
    en: 'There is no yes to take back: this invitation was not answered yet.',
    'zh-CN': '该邀请尚未答复，没有可撤回的同意。',
  },
  ANSWERED_TWICE: {
    en: 'This invitation stands more than once among the answers. Answer it once.',
    'zh-CN': '同一邀请在答复列表中出现多次，请只答复一次。',
  },
  INVITATION_REVOKED: {
    en: 'An administrator has taken this invitation back.',
    'zh-CN': '管理员已撤回该邀请。',
  },
  NOTICE_CHANGED: {
    en: 'This is not the text that is asked about now. Read the present one before you agree.',
    'zh-CN': '您所阅读的说明不是当前版本，请先阅读当前说明再作答复。',
  },
  NOTICE_OUTDATED: {
    en: 'The text that people agreed to promises something else than the settings say now ({terms}). Ask them anew with adoptNotice, in the cooling-off after stopCoolingOff, or set the settings back.',
    'zh-CN':
      '成员所同意的说明与企业当前设置不一致（{terms}）。请通过 adoptNotice 重新征求同意（冷静期内须先 stopCoolingOff），或恢复原设置。',
  },
  NOTICE_UNCHANGED: {
    en: 'The upgrade already asks about the newest text.',
    'zh-CN': '该升级已采用最新的说明。',
  },
  NOTICE_PLACEHOLDER_MISSING: {
    en: 'The text must hold the placeholder {placeholder}.',
    'zh-CN': '说明中必须包含占位符 {placeholder}。',
  },
  NOTICE_PLACEHOLDER_UNKNOWN: {
    en: '{placeholder} is not a placeholder. There are {known}.',
    'zh-CN': '{placeholder} 不是有效的占位符，可用的有 {known}。',
  },
  ANSWERS_CLOSED: {
    en: 'First answers are closed: who has not answered stays out unless they are asked again. Answers that were given can be changed until the cut-over.',
    'zh-CN': '首次答复已截止：尚未答复的成员除非再次受邀，否则不会加入。已作出的答复在切换之前仍可更改。',
  },
  COOLING_OFF: {
    en: 'The cooling-off lasts until {until}.',
    'zh-CN': '冷静期至 {until} 结束。',
    retryable: true,
  },
  INVITATION_UNKNOWN: {
    en: 'There is no such invitation here.',
    'zh-CN': '此处没有该邀请。',
  },
  DEADLINE_NOT_LATER: {
    en: 'The time to answer can only be extended; it lasts until {present} already.',
    'zh-CN': '答复期限只能延长；当前期限为 {present}。',
  },
  NOBODY_TO_ASK: { en: 'There is nobody to ask again.', 'zh-CN': '没有可重新邀请的成员。' },
  ASKED_OFTEN_ENOUGH: {
    en: 'Who has said no is asked at most {max} times.',
    'zh-CN': '对已拒绝的成员最多邀请 {max} 次。',
  },
  CUT_OVER_TOKEN_STALE: {
    en: 'The numbers have changed since the summary was read, or it is older than five minutes. Read it again.',
    'zh-CN': '摘要数据已变化或已超过五分钟，请重新读取。',
  },
  SECOND_PERSON_NEEDED: {
    en: 'Whoever has proposed the cut-over cannot confirm it. Somebody else with the right must.',
    'zh-CN': '提议切换的人不能自行确认，须由另一位有权限的人确认。',
  },
  HISTORY_NOT_PROVED: {
    en: 'The stored history has not yet been found equal to what was imported.',
    'zh-CN': '存储的历史记录尚未通过与导入内容一致性的校验。',
    retryable: true,
  },
  LINK_USED: {
    en: 'This link was used before. Open the product to go on.',
    'zh-CN': '该链接已被使用，请直接打开应用继续。',
  },
  LINK_EXPIRED: { en: 'This link is no longer valid.', 'zh-CN': '该链接已失效。' },
} as const satisfies Wordings;
