import { type Locale, type Refusal, refuse } from '#kernel/refusals.js';
import { type StatementName, statements } from './notice-statements.js';

/** One text in the two languages of the API. */
export type NoticeTexts = Readonly<Record<Locale, string>>;

/** The version of the built-in text; what an organization publishes counts from 1. */
export const BUILT_IN_VERSION = 0;

/** In code points, of one language, with its standing statements and before its facts are filled in. */
export const NOTICE_MAX = 10_000;

const placeholders = [
  'group',
  'organization',
  'visibility',
  'retention',
  'confidentiality',
  'lateHistory',
  'finality',
] as const satisfies readonly (StatementName | keyof Values)[];
type Placeholder = (typeof placeholders)[number];

/** Without these nobody knows what they agree to. */
const required: readonly Placeholder[] = ['group', 'visibility', 'retention', 'finality'];

/**
 * How a text says what the organization's own words leave out: it binds the organization, so it must be agreed to.
 * The statements are left out only by what was published before they were required.
 */
const otherwise: Readonly<Record<Locale, readonly (readonly [Placeholder, string])[]>> = {
  en: [
    ['visibility', '{visibility}'],
    ['confidentiality', 'The group is treated as {confidentiality}.'],
    ['finality', '{finality}'],
  ],
  'zh-CN': [
    ['visibility', '{visibility}'],
    ['confidentiality', '本群的保密级别：{confidentiality}。'],
    ['finality', '{finality}'],
  ],
};

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** How many names that nothing fills are told at once. */
const UNKNOWN_TOLD = 5;

/** What a template must not be: without a placeholder that it needs, with one that nothing fills, or endless. */
export function noticeProblems(template: string, locale: Locale, field: string): Refusal[] {
  const used = new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
  const known: readonly string[] = placeholders;
  const unknown = [...used].filter((name) => !known.includes(name)).slice(0, UNKNOWN_TOLD);
  const tooLong = [...withStatements(template, locale)].length > NOTICE_MAX;
  return [
    ...required
      .filter((name) => !used.has(name))
      .map((name) => refuse('NOTICE_PLACEHOLDER_MISSING', field, { placeholder: `{${name}}` })),
    ...unknown.map((name) =>
      refuse('NOTICE_PLACEHOLDER_UNKNOWN', field, {
        placeholder: `{${name.slice(0, 32)}}`,
        known: placeholders.map((one) => `{${one}}`).join(', '),
      }),
    ),
    ...(tooLong ? [refuse('TOO_LONG', field, { max: NOTICE_MAX })] : []),
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
  const missing = otherwise[locale].filter(([name]) => !template.includes(`{${name}}`));
  return [template, ...missing.map(([, sentence]) => sentence)].join('\n\n');
}

/** What stands for the names of facts in one group's text. */
type Values = Readonly<Record<'group' | 'organization' | keyof Words, string>>;

/** The text as people read it. Filled in once: a group that is named like a placeholder keeps its name. */
export function fillNotice(template: string, locale: Locale, facts: NoticeFacts): string {
  const { retention, confidentiality, lateHistory } = words[locale];
  const values: Values = {
    group: facts.group,
    organization: facts.organization,
    retention: retention(facts.retentionDays),
    confidentiality: confidentiality[facts.confidentiality],
    lateHistory: lateHistory[facts.lateHistory],
  };
  return withStatements(template, locale).replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof Values] : whole,
  );
}

/** With the standing statements in their places, which hold placeholders themselves. */
function withStatements(template: string, locale: Locale): string {
  return template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(statements, name) ? statements[name as StatementName][locale] : whole,
  );
}
