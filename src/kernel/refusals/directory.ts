import type { Wordings } from './wording.js';

/** What departments and members can be refused for. */
export const directoryRefusals = {
  MOBILE_TAKEN: {
    en: 'Another account of this organization has this mobile.',
    'zh-CN': '该手机号已被本企业的其他成员使用。',
  },
  USER_ID_TAKEN: {
    en: 'Another account of this organization has this user id; upper and lower case count as the same.',
    'zh-CN': '该帐号已被本企业的其他成员使用（不区分大小写）。',
  },
  INVALID_USER_ID: { en: 'A user id holds no spaces.', 'zh-CN': '帐号不能包含空格。' },
  INVALID_EMAIL: { en: 'This is not an e-mail address.', 'zh-CN': '不是有效的邮箱地址。' },
  REPEATED: { en: 'The same value stands here twice.', 'zh-CN': '存在重复的值。' },
  LAST_ADMINISTRATOR: {
    en: 'An organization keeps at least one active administrator. Make somebody else one first.',
    'zh-CN': '企业至少须保留一名已激活的管理员，请先指定其他管理员。',
  },
  INVALID_MANAGER: { en: 'Nobody is their own direct manager.', 'zh-CN': '不能将成员设为其本人的直属上级。' },
  INVALID_DEPARTMENT_ID: {
    en: 'A department id is a whole number from 1 to 4294967295.',
    'zh-CN': '部门ID须为 1 至 4294967295 的整数。',
  },
  DEPARTMENT_ID_TAKEN: { en: 'Another department has this id.', 'zh-CN': '该部门ID已被使用。' },
  DEPARTMENT_CYCLE: { en: 'A department cannot stand under itself.', 'zh-CN': '部门不能位于其自身之下。' },
  DEPARTMENT_TOO_DEEP: { en: 'The tree has at most {max} levels.', 'zh-CN': '部门层级最多为 {max} 级。' },
  DEPARTMENT_NOT_EMPTY: {
    en: 'The department still holds {departments} departments and {members} members.',
    'zh-CN': '该部门下仍有 {departments} 个子部门和 {members} 名成员。',
  },
  TOO_MANY_DEPARTMENTS: {
    en: 'A directory has at most {max} departments.',
    'zh-CN': '通讯录最多包含 {max} 个部门。',
  },
  ROOT_DEPARTMENT: { en: 'The root department stays where it is.', 'zh-CN': '根部门不能移动或删除。' },
} as const satisfies Wordings;
