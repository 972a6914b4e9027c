/** What a person can be told, in the two languages of the API. `{name}` is replaced by the parameter of that name. */
interface Wording {
  readonly en: string;
  readonly 'zh-CN': string;
  /** The same call may succeed later without being changed. */
  readonly retryable?: true;
}

/**
 * Every expected refusal of the API: the closed enum `UserErrorCode` and its wording. One screen to audit.
 * Codes are never renamed, for clients switch on them.
 */
export const refusals = {
  // any input
  REQUIRED: { en: 'A value is required.', 'zh-CN': '此项必填。' },
  TOO_SHORT: { en: 'At least {min} characters are needed.', 'zh-CN': '至少需要 {min} 个字符。' },
  TOO_LONG: { en: 'At most {max} characters are allowed.', 'zh-CN': '最多允许 {max} 个字符。' },
  INVALID_TEXT: {
    en: 'The text holds characters that are not allowed (control characters, lone surrogates or direction overrides).',
    'zh-CN': '文本含有不允许的字符（控制字符、孤立代理项或方向覆盖符）。',
  },
  OUT_OF_RANGE: {
    en: 'The value must be between {min} and {max}.',
    'zh-CN': '取值必须在 {min} 与 {max} 之间。',
  },
  INVALID_VALUE: { en: 'This is not a value of this field.', 'zh-CN': '此项的取值无效。' },
  EXACTLY_ONE: { en: 'Give exactly one of {fields}.', 'zh-CN': '{fields} 须且仅须填写一项。' },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This idempotency key was used before with another input.',
    'zh-CN': '该幂等键已被用于不同的请求内容。',
  },
  VERSION_CONFLICT: {
    en: 'It was changed meanwhile by somebody else. Read it again.',
    'zh-CN': '数据已被他人修改，请重新读取。',
  },
  ILLEGAL_STATE: {
    en: 'This is not possible in the state {state}.',
    'zh-CN': '当前状态（{state}）不允许此操作。',
  },
  // sign-in
  INVALID_MOBILE: {
    en: 'This is not a mobile number ({problem}).',
    'zh-CN': '不是有效的手机号码（{problem}）。',
  },
  CODE_WRONG: {
    en: 'The code is wrong. {left} tries are left.',
    'zh-CN': '验证码错误，还可尝试 {left} 次。',
  },
  CODE_EXPIRED: {
    en: 'The code is no longer valid. Ask for a new one.',
    'zh-CN': '验证码已失效，请重新获取。',
  },
  TOO_MANY_REQUESTS: {
    en: 'Too many requests. Try again in {seconds} seconds.',
    'zh-CN': '请求过于频繁，请在 {seconds} 秒后重试。',
    retryable: true,
  },
  SESSION_ENDED: { en: 'The session has ended. Sign in again.', 'zh-CN': '会话已结束，请重新登录。' },
  // operation
  TOO_MANY_UPLOADS: {
    en: 'At most {max} files may wait to be used. Use them first, or wait until they expire.',
    'zh-CN': '待使用的文件最多 {max} 个，请先使用或等待其过期。',
    retryable: true,
  },
  INVALID_CONTENT_TYPE: { en: 'This is not a media type.', 'zh-CN': '不是有效的媒体类型。' },
  UPLOAD_UNKNOWN: { en: 'There is no such upload of yours.', 'zh-CN': '您没有此上传文件。' },
  UPLOAD_WRONG_PURPOSE: {
    en: 'The file was uploaded as {purpose}; {needed} is needed.',
    'zh-CN': '该文件的用途为 {purpose}，此处需要 {needed}。',
  },
  UPLOAD_NOT_RECEIVED: {
    en: 'The file has not been received yet. Send it to the upload URL first.',
    'zh-CN': '文件尚未上传完成，请先将其发送至上传地址。',
    retryable: true,
  },
  UPLOAD_EXPIRED: {
    en: 'The upload has expired. Upload the file again.',
    'zh-CN': '上传已过期，请重新上传。',
  },
  TOO_MANY_DOWNLOADS: {
    en: 'At most {max} files may be kept for you. Wait until the oldest has expired.',
    'zh-CN': '最多为您保留 {max} 个文件，请等待最早的文件过期。',
    retryable: true,
  },
  // erasure
  SIGN_IN_AGAIN: {
    en: 'This needs a sign-in of the last {minutes} minutes. Sign in again first.',
    'zh-CN': '此操作须在最近 {minutes} 分钟内登录，请重新登录后再试。',
  },
  ERASURE_ALREADY_REQUESTED: {
    en: 'You have asked for this already; it is being done.',
    'zh-CN': '您已提出该请求，正在处理。',
  },
  // registration
  INVALID_LICENCE_NUMBER: {
    en: 'This is not a Unified Social Credit Code ({problem}).',
    'zh-CN': '不是有效的统一社会信用代码（{problem}）。',
  },
  DOCUMENT_KIND_MISMATCH: {
    en: 'A company of the region {region} is proved by {expected}.',
    'zh-CN': '{region} 地区的企业须提交 {expected}。',
  },
  DOCUMENT_EMPTY: { en: 'The uploaded file is empty.', 'zh-CN': '上传的文件为空。' },
  DOCUMENT_MISSING: {
    en: 'Attach the document that proves the company first.',
    'zh-CN': '请先上传企业证明文件。',
  },
  LICENCE_IN_USE: {
    en: 'A registration with this licence is under review or approved already.',
    'zh-CN': '该证照已有审核中或已通过的注册。',
  },
  // upgrade
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
  NOT_GROUP_OWNER: {
    en: 'Only the owner of the group can do this. For starting an upgrade and cutting it over, the owner can give the administrators a mandate: ask for it with requestUpgradeMandates.',
    'zh-CN':
      '只有群主可以执行此操作。如需发起或完成升级，可通过 requestUpgradeMandates 请群主授权管理员代为操作。',
  },
  GROUP_HAS_NO_OWNER: {
    en: 'The owner of the group is not known, so nobody can upgrade it.',
    'zh-CN': '群主未知，无法升级该群。',
  },
  GROUP_BUSY: {
    en: 'The group is being imported, started or cut over at this moment. Try again soon.',
    'zh-CN': '该群正在导入、启动升级或切换，请稍后重试。',
    retryable: true,
  },
  SOURCE_GROUP_CEASED: { en: 'This group has ceased.', 'zh-CN': '该群已停用。' },
  TOO_FEW_MEMBERS: {
    en: 'Too few members would join: {count}. The minimum is {min}.',
    'zh-CN': '将加入的成员过少：{count}，最低要求为 {min}。',
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
  INVITATION_REVOKED: {
    en: 'An administrator has taken this invitation back.',
    'zh-CN': '管理员已撤回该邀请。',
  },
  NOTICE_CHANGED: {
    en: 'This is not the text that is asked about now. Read the present one before you agree.',
    'zh-CN': '您所阅读的说明不是当前版本，请先阅读当前说明再作答复。',
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
  ANSWERS_CLOSED: { en: 'Answers are closed.', 'zh-CN': '答复已截止。' },
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
  OWNER_GONE: {
    en: 'The owner of the group is gone. An administrator takes the upgrade up first.',
    'zh-CN': '群主已不在，须先由管理员接手该升级。',
  },
  OWNER_CHANGED: {
    en: 'The group has another owner now, who takes the upgrade up first.',
    'zh-CN': '群主已变更，须先由新群主接手该升级。',
  },
  OWNER_PRESENT: {
    en: 'The upgrade has its owner; there is nothing to take up.',
    'zh-CN': '该升级的群主仍在，无需接手。',
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
  // delivery
  INVALID_WEBHOOK_URL: {
    en: 'A webhook is an https address without user and password, at most 2,000 characters.',
    'zh-CN': '回调地址须为 https 地址，不含用户名和密码，最多 2000 个字符。',
  },
  WEBHOOK_URL_MISSING: {
    en: 'Give the address of the webhook first.',
    'zh-CN': '请先填写回调地址。',
  },
  TOO_MANY_STEPS: { en: 'At most {max} are allowed.', 'zh-CN': '最多允许 {max} 项。' },
  // programme
  LIST_OR_FILTER: {
    en: 'Choose the groups by a list or by a filter, not by both.',
    'zh-CN': '请通过列表或筛选条件之一选择群，不能同时使用两者。',
  },
  TOO_MANY_GROUPS: {
    en: 'A programme has at most {max} groups.',
    'zh-CN': '一个升级计划最多包含 {max} 个群。',
  },
  GROUP_IN_PROGRAMME: {
    en: 'One of the groups is in a programme that is not over.',
    'zh-CN': '其中有群已在未结束的升级计划中。',
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
  // enterprise group
  ACCOUNT_NOT_ACTIVE: {
    en: 'This account is not active. Its person must sign in, or an administrator enable it, first.',
    'zh-CN': '该帐号未处于激活状态，请先由本人登录激活或由管理员启用。',
  },
  ALREADY_GROUP_MEMBER: { en: 'This account is in the group already.', 'zh-CN': '该成员已在群中。' },
  GROUP_FULL: {
    en: 'The group is full: it holds {max} members.',
    'zh-CN': '该群已满，最多 {max} 名成员。',
  },
  // directory
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
} as const satisfies Record<string, Wording>;

export type RefusalCode = keyof typeof refusals;
export type Locale = 'en' | 'zh-CN';

/** An expected "no": which rule, about which input field, with what the wording needs. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The path of the input field that is to blame, outermost first; empty when it is the call as a whole. */
  readonly field: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
}

export function refuse(
  code: RefusalCode,
  field: string | readonly string[] = [],
  params: Record<string, string | number> = {},
): Refusal {
  return { code, field: typeof field === 'string' ? [field] : field, params };
}

export function isRetryable(refusal: Refusal): boolean {
  const wording: Wording = refusals[refusal.code];
  return wording.retryable === true;
}

export function wordingOf(refusal: Refusal, locale: Locale): string {
  return refusals[refusal.code][locale].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(refusal.params[name] ?? whole),
  );
}
