import type { ConclusionKind } from './conclusions.js';
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
