import { type Locale, type Refusal, refuse } from '#kernel/refusals.js';

/** One text in the two languages of the API. */
export type NoticeTexts = Readonly<Record<Locale, string>>;

/** The version of the built-in text; what an organization publishes counts from 1. */
export const BUILT_IN_VERSION = 0;

/** In code points, of one language, before it is filled in. */
export const NOTICE_MAX = 10_000;

const placeholders = ['group', 'organization', 'retention', 'confidentiality', 'lateHistory'] as const;
type Placeholder = (typeof placeholders)[number];

/** Without these nobody knows what they agree to. */
const required: readonly Placeholder[] = ['group', 'retention'];

/** How a text says what the organization's own words leave out: it binds the organization, so it must be agreed to. */
const otherwise: Readonly<Record<Locale, Readonly<Partial<Record<Placeholder, string>>>>> = {
  en: {
    lateHistory: 'Whoever is admitted to the new group later sees {lateHistory}.',
    confidentiality: 'The group is treated as {confidentiality}.',
  },
  'zh-CN': {
    lateHistory: '以后获准加入新群的人可以查看：{lateHistory}。',
    confidentiality: '本群的保密级别：{confidentiality}。',
  },
};

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What a template must not be: without a placeholder that it needs, or with one that nothing fills. */
export function noticeProblems(template: string, field: string): Refusal[] {
  const used = new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
  const known: readonly string[] = placeholders;
  return [
    ...required
      .filter((name) => !used.has(name))
      .map((name) => refuse('NOTICE_PLACEHOLDER_MISSING', field, { placeholder: `{${name}}` })),
    ...[...used]
      .filter((name) => !known.includes(name))
      .slice(0, placeholders.length)
      .map((name) =>
        refuse('NOTICE_PLACEHOLDER_UNKNOWN', field, {
          placeholder: `{${name.slice(0, 32)}}`,
          known: placeholders.map((one) => `{${one}}`).join(', '),
        }),
      ),
  ];
}

/** What the placeholders stand for in one group's text. */
export interface NoticeFacts {
  readonly group: string;
  readonly organization: string;
  /** Null: for good. */
  readonly retentionDays: number | null;
  readonly confidentiality: 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL';
  readonly lateHistory: 'FROM_BEGINNING' | 'FROM_ADMISSION';
}

interface Words {
  readonly retention: (days: number | null) => string;
  readonly confidentiality: Readonly<Record<NoticeFacts['confidentiality'], string>>;
  readonly lateHistory: Readonly<Record<NoticeFacts['lateHistory'], string>>;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    retention: (days) => (days === null ? 'for good' : days === 1 ? 'for 1 day' : `for ${days} days`),
    confidentiality: { PUBLIC: 'public', INTERNAL: 'internal', CONFIDENTIAL: 'confidential' },
    lateHistory: {
      FROM_BEGINNING: 'the whole history',
      FROM_ADMISSION: 'only what is written after they were admitted',
    },
  },
  'zh-CN': {
    retention: (days) => (days === null ? '长期保存' : `${days} 天`),
    confidentiality: { PUBLIC: '公开', INTERNAL: '内部', CONFIDENTIAL: '机密' },
    lateHistory: { FROM_BEGINNING: '全部历史消息', FROM_ADMISSION: '仅限其加入之后的消息' },
  },
};

/** A template that says everything that is promised: what it leaves out comes in sentences of their own at its end. */
export function saysAll(template: string, locale: Locale): string {
  const missing = Object.entries(otherwise[locale]).filter(([name]) => !template.includes(`{${name}}`));
  return [template, ...missing.map(([, sentence]) => sentence)].join('\n\n');
}

/** The text as people read it. Filled in once: a group that is named like a placeholder keeps its name. */
export function fillNotice(template: string, locale: Locale, facts: NoticeFacts): string {
  const { retention, confidentiality, lateHistory } = words[locale];
  const values: Readonly<Record<string, string>> = {
    group: facts.group,
    organization: facts.organization,
    retention: retention(facts.retentionDays),
    confidentiality: confidentiality[facts.confidentiality],
    lateHistory: lateHistory[facts.lateHistory],
  };
  return template.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}
