import type { Language, Wording } from './wording.js';

/** What owners of groups, and those who ask for their word, are told. */
export type OwnerMessageKind =
  | 'MANDATE_REQUESTED'
  | 'MANDATE_GRANTED'
  | 'MANDATE_REFUSED'
  | 'UPGRADE_AWAITS_OWNER';

export interface OwnerMessageWords {
  readonly organization: string;
  /** The group that it is about, or the first of several. */
  readonly group: string;
  /** How many groups it is about. */
  readonly groups: number;
}

const wordings: Readonly<Record<OwnerMessageKind, Readonly<Record<Language, Wording>>>> = {
  MANDATE_REQUESTED: {
    en: {
      title: '{organization} asks for your mandate for {groups}',
      body: 'You own {groups}. The administrators of {organization} ask you to let them start the upgrade in your place and cut it over. Each member is still asked and decides alone. Sign in with this mobile to grant it or to say no. You can take it back until the cut-over.',
    },
    'zh-CN': {
      title: '{organization}请求您授权升级{groups}',
      body: '您是{groups}的群主。{organization}的管理员请求您授权其代为发起并完成升级。每位成员仍会被单独征求意见并自行决定。请使用本手机号登录后同意或拒绝；在完成切换之前，您可随时收回授权。',
    },
  },
  MANDATE_GRANTED: {
    en: {
      title: 'The owner of {groups} has given the mandate',
      body: 'The administrators and group administrators of {organization} may now start the upgrade of {groups}, take it up and cut it over, until the owner takes the mandate back.',
    },
    'zh-CN': {
      title: '{groups}的群主已授权',
      body: '{organization}的管理员和群管理员现在可以发起、接手并完成{groups}的升级，直至群主收回授权。',
    },
  },
  MANDATE_REFUSED: {
    en: {
      title: 'The owner of {groups} gives no mandate',
      body: 'The owner of {groups} has said no to the mandate that you asked for, or has taken it back. An upgrade that is open goes on, and only the owner can cut it over.',
    },
    'zh-CN': {
      title: '{groups}的群主未予授权',
      body: '{groups}的群主拒绝了您所请求的授权，或已收回授权。进行中的升级将继续，但只有群主可以完成切换。',
    },
  },
  UPGRADE_AWAITS_OWNER: {
    en: {
      title: 'The upgrade of {groups} waits for you',
      body: '{groups} is yours now. Its upgrade by {organization} stands still until you decide: take it up, or give the administrators a mandate. Until then nobody can answer, and no time passes.',
    },
    'zh-CN': {
      title: '{groups}的升级正等待您处理',
      body: '您现在是{groups}的群主。{organization}对该群的升级已暂停，须由您决定：接手该升级，或授权管理员代为处理。在此之前任何人都不能答复，期限也不会推进。',
    },
  },
};

const named: Readonly<Record<Language, (words: OwnerMessageWords) => string>> = {
  en: ({ group, groups }) => {
    if (groups === 1) return `“${group}”`;
    return `“${group}” and ${groups - 1} more ${groups === 2 ? 'group' : 'groups'}`;
  },
  'zh-CN': ({ group, groups }) => (groups === 1 ? `群“${group}”` : `“${group}”等 ${groups} 个群`),
};

/** A message in words. */
export function wordOwnerMessage(
  kind: OwnerMessageKind,
  language: Language,
  words: OwnerMessageWords,
): Wording {
  const { title, body } = wordings[kind][language];
  const values: Readonly<Record<string, string>> = {
    organization: words.organization,
    groups: named[language](words),
  };
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { title: filled(title), body: filled(body) };
}

/** What stands behind such a message when it is about to be sent. */
export interface OwnerMessageFacts {
  readonly kind: string;
  readonly organizationActive: boolean;
  /** Whether its reader owns a group whose mandate is asked for, or a group whose upgrade waits for them. */
  readonly isAsked: boolean;
  readonly isAwaited: boolean;
  /** Where the mandate stands of the group that it is about; null where its owner was never asked. */
  readonly mandate: string | null;
}

/** Whether a message is still true when it is to be sent. While nothing can be decided it waits. */
export function ownerMessageVerdict(facts: OwnerMessageFacts): 'SEND' | 'HOLD' | 'DROP' {
  const stands: Readonly<Record<OwnerMessageKind, boolean>> = {
    MANDATE_REQUESTED: facts.isAsked,
    MANDATE_GRANTED: facts.mandate === 'GRANTED',
    MANDATE_REFUSED: facts.mandate === 'REVOKED',
    UPGRADE_AWAITS_OWNER: facts.isAwaited,
  };
  if (!stands[facts.kind as OwnerMessageKind]) return 'DROP';
  return facts.organizationActive ? 'SEND' : 'HOLD';
}
