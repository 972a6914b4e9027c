import type { ConclusionKind } from './conclusions.js';
import type { ExclusionReason } from './states.js';
import type { Language, Wording } from './wording.js';

/** What is said where a question is over, and of an admission. */
export const conclusionWordings: Readonly<
  Record<ConclusionKind | 'ADMITTED', Readonly<Record<Language, Wording>>>
> = {
  CLOSED_EARLY: {
    en: {
      title: 'The time to answer about “{group}” has ended early',
      body: '{organization} takes no more answers about the group “{group}”, though you had until {until}. As it stands you stay out. If you want to move with it, ask an administrator to ask you again.',
    },
    'zh-CN': {
      title: '群“{group}”的答复已提前截止',
      body: '{organization}已提前截止对群“{group}”升级的答复，您原有的期限为{until}。目前您将不会加入；如希望加入，请联系企业管理员重新邀请您。',
    },
  },
  REMOVED: {
    en: {
      title: 'You are no longer asked about “{group}”',
      body: 'An administrator of {organization} has taken back the question whether you move with the group “{group}”. As it stands you stay out. Ask them if you do not know why.',
    },
    'zh-CN': {
      title: '群“{group}”的邀请已被收回',
      body: '{organization}的管理员已收回对您加入群“{group}”升级的邀请，目前您将不会加入。如有疑问，请联系企业管理员。',
    },
  },
  JOINED: {
    en: {
      title: 'You are in: “{group}” has moved',
      body: 'The group “{group}” is an enterprise group of {organization} now, and you are in it, as you agreed. You find it there under the same name, with its whole history. The old group has ended.',
    },
    'zh-CN': {
      title: '群“{group}”已完成升级，您已加入',
      body: '群“{group}”已升级为{organization}的企业群，您已按您的同意加入。您可在{organization}中以同一群名找到该群及其全部历史记录，原群已停用。',
    },
  },
  LEFT_OUT: {
    en: {
      title: '“{group}” has moved, and you are not in it',
      body: 'The group “{group}” is an enterprise group of {organization} now. You are not in it: {why}',
    },
    'zh-CN': {
      title: '群“{group}”已完成升级，您未加入',
      body: '群“{group}”已升级为{organization}的企业群，您未在其中：{why}',
    },
  },
  CANCELLED: {
    en: {
      title: '“{group}” stays as it is',
      body: '{organization} has given up moving the group “{group}”. The group stays where it is, and no answer is carried out.',
    },
    'zh-CN': {
      title: '群“{group}”的升级已取消',
      body: '{organization}已取消群“{group}”的升级。该群保持原状，所有答复均不再执行。',
    },
  },
  ADMITTED: {
    en: {
      title: 'You were let into “{group}”',
      body: 'An administrator of {organization} has let you into the enterprise group “{group}”. {why}',
    },
    'zh-CN': {
      title: '您已被加入群“{group}”',
      body: '{organization}的管理员已将您加入企业群“{group}”。{why}',
    },
  },
};

/** Why somebody was left out, in their own words, and what they can do. */
const whyLeftOut: Readonly<Record<ExclusionReason, Readonly<Record<Language, string>>>> = {
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
  NO_ACCOUNT: {
    en: 'you had no account there while answers were open. If you want to join, ask an administrator for one and to admit you.',
    'zh-CN': '答复期间您没有该企业的帐号。如希望加入，请联系企业管理员开通帐号并将您加入。',
  },
  ACCOUNT_NOT_ACTIVATED: {
    en: 'your account was not activated while answers were open. If you want to join, sign in once and ask an administrator to admit you.',
    'zh-CN': '答复期间您的帐号未激活。如希望加入，请先登录激活，并联系企业管理员将您加入。',
  },
  ACCOUNT_DISABLED: {
    en: 'your account was disabled. If you want to join, ask an administrator to enable it and to admit you.',
    'zh-CN': '您的帐号已被停用。如希望加入，请联系企业管理员启用帐号并将您加入。',
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

/** The same, where their last word was a no and it ended in another way: it is the no that they can lift. */
export function whyOutside(reason: ExclusionReason, staysOut: boolean): Readonly<Record<Language, string>> {
  return whyLeftOut[staysOut && reason !== 'WITHDRAWN' ? 'DECLINED' : reason];
}

/** What somebody who was admitted sees of the history. */
export const whatIsSeen: Readonly<Record<'ALL' | 'FROM_NOW', Readonly<Record<Language, string>>>> = {
  ALL: {
    en: 'You see its whole history.',
    'zh-CN': '您可以查看全部历史记录。',
  },
  FROM_NOW: {
    en: 'You see what is said there from now on.',
    'zh-CN': '您可以查看自加入起的消息。',
  },
};
