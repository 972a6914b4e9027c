import { conclusionWordings } from './conclusion-wordings.js';
import { type ConclusionKind, conclusionKinds, conclusionVerdict } from './conclusions.js';
import type { NewsKind } from './events.js';
import type { BlockedReason, InvitationState } from './states.js';
import type { Language, Wording } from './wording.js';

/** What a message about an invitation says. */
export type MessageKind =
  | NewsKind
  | ConclusionKind
  | 'SIGN_IN'
  | 'NO_ACCOUNT'
  | 'REMINDER'
  | 'ESCALATION'
  | 'ADMITTED';

/** News that are worth telling those who must sign in first, and those who have no account at all. */
const FOR_THOSE_WHO_SIGN_IN: readonly string[] = ['INVITED', 'ASKED_AGAIN', 'REOPENED', 'EXPIRES_SOON'];
const FOR_STRANGERS: readonly string[] = ['INVITED', 'ASKED_AGAIN', 'REOPENED'];

/** What the person behind an invitation is told of some news; undefined: nothing that they could do anything about. */
export function messageOf(
  news: NewsKind | 'REMINDER',
  state: InvitationState,
  blockedReason: BlockedReason | null,
): MessageKind | undefined {
  if (state === 'PENDING') return news;
  if (blockedReason === 'ACCOUNT_NOT_ACTIVATED' && FOR_THOSE_WHO_SIGN_IN.includes(news)) return 'SIGN_IN';
  if (blockedReason === 'NO_ACCOUNT' && FOR_STRANGERS.includes(news)) return 'NO_ACCOUNT';
  return undefined;
}

/** What stands behind a message that is about to be sent. */
export interface MessageFacts {
  readonly kind: string;
  readonly upgradeState: string;
  readonly organizationActive: boolean;
  readonly state: string;
  readonly blockedReason: string | null;
  /** Whether the time to answer is over. */
  readonly over: boolean;
  /** Whether the message is for the account that is asked now, or for nobody's account. */
  readonly forWhoIsAsked: boolean;
  /** Whether the person has answered as another entry of the roster. */
  readonly answeredElsewhere: boolean;
}

/** What asks for an answer: whom one of these is still to reach needs no reminder. */
export const ASKING: readonly MessageKind[] = [
  'INVITED',
  'ASKED_AGAIN',
  'NOTICE_CHANGED',
  'UNBLOCKED',
  'REOPENED',
  'EXPIRES_SOON',
  'REMINDER',
];

/** What is told to those alone who owe an answer. */
const FOR_THOSE_WHO_OWE: readonly string[] = ['REMINDER', 'ESCALATION', 'EXPIRES_SOON', 'EXTENDED'];

/** Whether a message is still true when it is to be sent. While answers rest it waits. */
export function messageVerdict(facts: MessageFacts): 'SEND' | 'HOLD' | 'DROP' {
  const { kind, upgradeState, state, blockedReason } = facts;
  if (isConclusion(kind)) return conclusionVerdict(kind, facts);
  const stands =
    kind === 'SIGN_IN'
      ? blockedReason === 'ACCOUNT_NOT_ACTIVATED' && facts.forWhoIsAsked
      : kind === 'NO_ACCOUNT'
        ? blockedReason === 'NO_ACCOUNT'
        : state === 'PENDING' && (kind === 'ESCALATION' || facts.forWhoIsAsked);
  if (!stands || facts.over || (facts.answeredElsewhere && FOR_THOSE_WHO_OWE.includes(kind))) return 'DROP';
  if (upgradeState === 'PAUSED' || !facts.organizationActive) return 'HOLD';
  return upgradeState === 'INVITING' ? 'SEND' : 'DROP';
}

function isConclusion(kind: string): kind is ConclusionKind {
  return (conclusionKinds as readonly string[]).includes(kind);
}

export interface MessageWords {
  readonly group: string;
  readonly organization: string;
  /** Until when it can or could be answered, as people write it; of none that is about no question. */
  readonly until?: string;
  /** Whose answer is missing; of an ESCALATION only. */
  readonly name?: string;
  /** Of a LEFT_OUT why, and of an ADMITTED what is seen. */
  readonly why?: string;
}

const wordings: Readonly<Record<MessageKind, Readonly<Record<Language, Wording>>>> = {
  ...conclusionWordings,
  INVITED: {
    en: {
      title: '{organization} asks: may “{group}” move?',
      body: '{organization} wants to take over the group “{group}”. Only you decide whether you move with it. Please answer until {until}. Without an answer you stay out.',
    },
    'zh-CN': {
      title: '{organization}邀请您：群“{group}”升级',
      body: '{organization}希望将群“{group}”升级为企业群，是否加入由您本人决定。请于{until}前答复，逾期未答复将不会加入。',
    },
  },
  ASKED_AGAIN: {
    en: {
      title: '{organization} asks again about “{group}”',
      body: 'You are asked once more whether you move with the group “{group}” to {organization}. Please answer until {until}.',
    },
    'zh-CN': {
      title: '{organization}再次邀请您：群“{group}”升级',
      body: '{organization}再次询问您是否加入由群“{group}”升级的企业群。请于{until}前答复。',
    },
  },
  NOTICE_CHANGED: {
    en: {
      title: 'The text about “{group}” has changed',
      body: 'What {organization} asks you to agree to about the group “{group}” has changed, so that your answer is needed anew. Please read it and answer until {until}.',
    },
    'zh-CN': {
      title: '群“{group}”的告知内容已变更',
      body: '{organization}关于群“{group}”的告知内容已变更，需要您重新答复。请阅读后于{until}前答复。',
    },
  },
  UNBLOCKED: {
    en: {
      title: 'You can now answer about “{group}”',
      body: 'What kept you from answering about the group “{group}” is mended. Please tell {organization} until {until} whether you move with it.',
    },
    'zh-CN': {
      title: '您现在可以答复群“{group}”的邀请',
      body: '此前无法答复群“{group}”升级邀请的问题已解决。请于{until}前向{organization}答复。',
    },
  },
  EXPIRES_SOON: {
    en: {
      title: 'Your answer about “{group}” is still missing',
      body: 'The time to answer {organization} about the group “{group}” ends on {until}. Without an answer you stay out.',
    },
    'zh-CN': {
      title: '群“{group}”的邀请即将到期',
      body: '{organization}关于群“{group}”的邀请将于{until}到期，逾期未答复将不会加入。',
    },
  },
  REOPENED: {
    en: {
      title: 'You can answer about “{group}” after all',
      body: '{organization} takes answers about the group “{group}” again. Please say until {until} whether you move with it. Without an answer you stay out.',
    },
    'zh-CN': {
      title: '您可以继续答复群“{group}”的邀请',
      body: '{organization}已重新开放对群“{group}”升级的答复。请于{until}前答复，逾期未答复将不会加入。',
    },
  },
  EXTENDED: {
    en: {
      title: 'More time to answer about “{group}”',
      body: 'You now have until {until} to answer {organization} about the group “{group}”.',
    },
    'zh-CN': {
      title: '群“{group}”的答复期限已延长',
      body: '{organization}关于群“{group}”的答复期限已延长至{until}。',
    },
  },
  SIGN_IN: {
    en: {
      title: '{organization} asks about “{group}”: sign in to answer',
      body: '{organization} wants to take over the group “{group}” and asks whether you move with it. Sign in once with this mobile to activate your account, and answer until {until}.',
    },
    'zh-CN': {
      title: '{organization}邀请您：群“{group}”升级，请先登录',
      body: '{organization}希望将群“{group}”升级为企业群。请先使用本手机号登录以激活帐号，并于{until}前答复。',
    },
  },
  NO_ACCOUNT: {
    en: {
      title: '{organization} asks about “{group}”',
      body: '{organization} wants to take over the group “{group}” and would like to ask you, but you have no account there yet. If you want to move with it, ask its administrator for one before {until}.',
    },
    'zh-CN': {
      title: '{organization}邀请您：群“{group}”升级',
      body: '{organization}希望将群“{group}”升级为企业群，但您尚无该企业的帐号。如希望加入，请在{until}前联系企业管理员开通。',
    },
  },
  REMINDER: {
    en: {
      title: 'Reminder: your answer about “{group}” is missing',
      body: '{organization} still waits for your answer about the group “{group}”. Yes or no, please answer until {until}.',
    },
    'zh-CN': {
      title: '提醒：请答复群“{group}”的邀请',
      body: '{organization}仍在等待您对群“{group}”升级的答复。无论是否加入，请于{until}前答复。',
    },
  },
  ESCALATION: {
    en: {
      title: '{name} has not answered yet',
      body: '{name} has not yet answered a question of {organization} that ends on {until}. Please make sure that they have seen it. What they answer is their own decision.',
    },
    'zh-CN': {
      title: '{name}尚未答复',
      body: '{name}尚未答复{organization}的一项邀请，该邀请将于{until}到期。请确认其已看到；如何答复由其本人决定。',
    },
  },
};

/** A message in words. */
export function wordMessage(kind: MessageKind, language: Language, words: MessageWords): Wording {
  const { title, body } = wordings[kind][language];
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name as keyof MessageWords] ?? whole);
  return { title: filled(title), body: filled(body) };
}

/** A moment as people of a zone write it, with the zone. */
export function wordMoment(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}
