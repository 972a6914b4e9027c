import type { AccountStatus } from './conclusions.js';
import type { ExclusionReason } from './states.js';
import type { Language } from './wording.js';

type Words = Readonly<Record<Language, string>>;

/** Their account kept them from answering. */
type AccountReason = 'NO_ACCOUNT' | 'ACCOUNT_NOT_ACTIVATED' | 'ACCOUNT_DISABLED';

/** Why somebody was left out, in their own words, and what they can do. */
const whyLeftOut: Readonly<Record<Exclude<ExclusionReason, AccountReason>, Words>> = {
  DECLINED: {
    en: 'you said no. If you want to join after all, ask to be admitted; nobody lets you in unless you do.',
    'zh-CN': '您选择了不加入。如您改变主意，请自行申请加入；您未申请前，任何人都不能将您加入。',
  },
  WITHDRAWN: {
    en: 'you took your yes back. If you want to join after all, ask to be admitted; nobody lets you in unless you do.',
    'zh-CN': '您撤回了同意。如您改变主意，请自行申请加入；您未申请前，任何人都不能将您加入。',
  },
  EXPIRED: {
    en: 'no answer of yours to the present text came in time. If you want to join, ask an administrator to admit you.',
    'zh-CN': '您未在期限内对现行告知内容作出答复。如希望加入，请联系企业管理员。',
  },
  MOBILE_MISMATCH: {
    en: 'your account no longer had the mobile that was asked. If you want to join, ask an administrator to admit you.',
    'zh-CN': '您的帐号手机号与受邀手机号已不一致。如希望加入，请联系企业管理员。',
  },
  UNKNOWN_MOBILE: {
    en: 'your mobile was not known. If you want to join, ask an administrator to admit you.',
    'zh-CN': '企业未知您的手机号。如希望加入，请联系企业管理员。',
  },
  LEFT_SOURCE_GROUP: {
    en: 'you had left the old group. If you want to join, ask an administrator to admit you.',
    'zh-CN': '您已退出原群。如希望加入，请联系企业管理员。',
  },
  LEFT_ORGANIZATION: {
    en: 'the account with which you agreed had ended. If you want to join with another, ask an administrator to admit you.',
    'zh-CN': '您作出同意时使用的帐号已终止。如希望以其他帐号加入，请联系企业管理员。',
  },
  OVER_CAPACITY: {
    en: 'there was no room for everybody who agreed. Ask an administrator to admit you once there is.',
    'zh-CN': '群人数已达上限。待有空位后，请联系企业管理员将您加入。',
  },
  REGION_RESTRICTED: {
    en: 'the organization takes people of its own region only. Ask an administrator whether that can change.',
    'zh-CN': '该企业仅接受本地区成员。如有疑问，请联系企业管理员。',
  },
  REMOVED_BY_ADMIN: {
    en: 'an administrator had taken your invitation back. Ask them if you do not know why.',
    'zh-CN': '管理员已收回对您的邀请。如有疑问，请联系企业管理员。',
  },
};

/** What was wrong with their account. */
const whatWasWrong: Readonly<Record<AccountReason, Words>> = {
  NO_ACCOUNT: {
    en: 'you had no account there while answers were open.',
    'zh-CN': '答复期间您没有该企业的帐号。',
  },
  ACCOUNT_NOT_ACTIVATED: {
    en: 'your account was not activated while answers were open.',
    'zh-CN': '答复期间您的帐号未激活。',
  },
  ACCOUNT_DISABLED: {
    en: 'your account was disabled.',
    'zh-CN': '您的帐号已被停用。',
  },
};

/** What is left to do, by how their account stands now: much may be cured since. */
const whatIsLeft: Readonly<Record<AccountStatus | 'NONE', Words>> = {
  NONE: {
    en: 'If you want to join, ask an administrator for one and to admit you.',
    'zh-CN': '如希望加入，请联系企业管理员开通帐号并将您加入。',
  },
  NOT_ACTIVATED: {
    en: 'If you want to join, sign in once and ask an administrator to admit you.',
    'zh-CN': '如希望加入，请先登录激活，并联系企业管理员将您加入。',
  },
  DISABLED: {
    en: 'If you want to join, ask an administrator to enable it and to admit you.',
    'zh-CN': '如希望加入，请联系企业管理员启用帐号并将您加入。',
  },
  ACTIVATED: {
    en: 'If you want to join, ask an administrator to admit you.',
    'zh-CN': '如希望加入，请联系企业管理员将您加入。',
  },
};

/** How somebody stands who is not in the group. */
interface Outsider {
  /** Whether their last word was a no. */
  readonly staysOut: boolean;
  /** How their account stands now; null where they have none. */
  readonly account: AccountStatus | null;
}

/**
 * Why somebody is not in the group, and what they can do about it by now. Where their last word was a no and it ended in
 * another way, it is the no that they can lift.
 */
export function whyOutside(reason: ExclusionReason, { staysOut, account }: Outsider): Words {
  if (staysOut && reason !== 'WITHDRAWN') return whyLeftOut.DECLINED;
  if (!isOfAccount(reason)) return whyLeftOut[reason];
  const wrong = whatWasWrong[reason];
  const left = whatIsLeft[account ?? 'NONE'];
  return { en: `${wrong.en} ${left.en}`, 'zh-CN': `${wrong['zh-CN']}${left['zh-CN']}` };
}

const isOfAccount = (reason: ExclusionReason): reason is AccountReason => reason in whatWasWrong;
