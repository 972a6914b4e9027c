import type { Wordings } from './wording.js';

/** What letting somebody into an enterprise group can be refused for. */
export const enterpriseGroupRefusals = {
  ACCOUNT_NOT_ACTIVE: {
    en: 'This account is not active. Its person must sign in, or an administrator enable it, first.',
    'zh-CN': '该帐号未处于激活状态，请先由本人登录激活或由管理员启用。',
  },
  REGION_NOT_TAKEN: {
    en: 'The organization takes people of its own region only; this account has a mobile of another.',
    'zh-CN': '该企业仅接受本地区成员，此帐号的手机号属于其他地区。',
  },
  ALREADY_GROUP_MEMBER: { en: 'This account is in the group already.', 'zh-CN': '该成员已在群中。' },
  DECLINED_TO_JOIN: {
    en: 'This person has said no to being in the group. They must ask to be admitted themselves first.',
    'zh-CN': '该成员已选择不加入此群，须先由本人申请加入。',
  },
  GROUP_FULL: {
    en: 'The group is full: it holds {max} members.',
    'zh-CN': '该群已满，最多 {max} 名成员。',
  },
} as const satisfies Wordings;
