import { describe, expect, test } from '@jest/globals';
import { builtInNotice } from '#modules/upgrade/domain/built-in-notice.js';
import {
  fillNotice,
  NOTICE_MAX,
  type NoticeFacts,
  noticeProblems,
  saysAll,
} from '#modules/upgrade/domain/notice.js';
import type { Locale } from '#kernel/refusals.js';

/** With all that a text needs, and nothing else. */
const ALL = '{group}{visibility}{retention}{finality}';

const facts: NoticeFacts = {
  group: '项目群',
  organization: '远洋物流有限公司',
  retentionDays: 365,
  confidentiality: 'CONFIDENTIAL',
  lateHistory: 'FROM_ADMISSION',
};

function problemsOf(template: string, locale: Locale = 'en'): unknown[] {
  return noticeProblems(template, locale, 'textEn').map(({ code, field, params }) => [
    code,
    ...field,
    params['placeholder'],
  ]);
}

describe('a notice', () => {
  test.each(['en', 'zh-CN'] as const)('that is built in is one that could be published: %s', (locale) => {
    expect(problemsOf(builtInNotice[locale], locale)).toEqual([]);
    expect(builtInNotice[locale].length).toBeLessThan(NOTICE_MAX);
    const text = fillNotice(builtInNotice[locale], locale, facts);
    expect(text).not.toMatch(/[{}]/);
    expect(text).toContain('项目群');
    expect(text).toContain('远洋物流有限公司');
    expect(text).toContain(locale === 'en' ? 'for 365 days' : '365 天');
  });

  test.each([
    ['no group', '{visibility}{retention}{finality}', [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{group}']]],
    [
      'nothing of who sees what',
      '{group}{retention}{finality}{lateHistory}',
      [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{visibility}']],
    ],
    [
      'no retention',
      '{group}{visibility}{finality}',
      [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{retention}']],
    ],
    [
      'nothing of there being no way back',
      '{group}{visibility}{retention}',
      [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{finality}']],
    ],
    [
      'nothing that it needs',
      'Will you come?',
      ['{group}', '{visibility}', '{retention}', '{finality}'].map((name) => [
        'NOTICE_PLACEHOLDER_MISSING',
        'textEn',
        name,
      ]),
    ],
    ['a name that nothing fills', `${ALL}{price}`, [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{price}']]],
    ['an empty name', `${ALL}{}`, [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{}']]],
    [
      'the name of a property of every object',
      `${ALL}{constructor}`,
      [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{constructor}']],
    ],
    [
      'a name with blanks',
      `{ group }{visibility}{retention}{finality}`,
      [
        ['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{group}'],
        ['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{ group }'],
      ],
    ],
    ['a brace that opens nothing', `${ALL} {`, []],
    [
      'the same statement so often that the text would be endless',
      `${ALL}${'{visibility}'.repeat(20)}`,
      [['TOO_LONG', 'textEn', undefined]],
    ],
  ])('with %s is told so', (_name, template, expected) => {
    expect(problemsOf(template)).toEqual(expected);
  });

  test('tells at most five names that nothing fills, each cut short', () => {
    const names = Array.from({ length: 50 }, (_, index) => `{${String(index).repeat(100)}}`);
    const problems = problemsOf(`${ALL}${names.join('')}`);
    expect(problems).toHaveLength(5);
    expect(JSON.stringify(problems).length).toBeLessThan(500);
  });

  test.each(['en', 'zh-CN'] as const)('says who sees what and that there is no way back: %s', (locale) => {
    const text = fillNotice(ALL, locale, facts);
    expect(text).not.toMatch(/[{}]/);
    const parts = {
      en: [
        'read the whole history of the group from its first imported message on, with names, times and replies',
        'you will not be a member of the new group and cannot read it',
        'stay in its history under the name that you had at that time, for whoever has agreed to read',
        'later sees only what is written after they were admitted',
        'administrators of 远洋物流有限公司. It cannot be undone',
      ],
      'zh-CN': [
        '查看本群的全部历史消息（自最早导入的一条起），包括发送者名称、时间和回复关系',
        '您不会成为新群成员，也无法查看新群',
        '以您当时的名称显示，供已同意的成员查看',
        '以后获准加入新群的人可以查看：仅限其加入之后的消息',
        '由群主与远洋物流有限公司的管理员决定。切换无法撤销',
      ],
    };
    for (const part of parts[locale]) expect(text).toContain(part);
  });

  test.each(['en', 'zh-CN'] as const)(
    'that was published before all of this was required has it at its end: %s',
    (locale) => {
      const text = saysAll('{group}, {retention}', locale);
      expect(problemsOf(text, locale)).toEqual([]);
      expect(text).toContain('{confidentiality}');
      expect(saysAll(`${ALL}{confidentiality}`, locale)).toBe(`${ALL}{confidentiality}`);
    },
  );

  test('is filled in once: a group named like a placeholder keeps its name', () => {
    expect(fillNotice('{group}/{retention}', 'en', { ...facts, group: '{retention}{finality}' })).toBe(
      '{retention}{finality}/for 365 days',
    );
  });

  test.each([
    [null, 'for good', '长期保存'],
    [1, 'for 1 day', '1 天'],
    [30, 'for 30 days', '30 天'],
  ])('says for %s days of retention: %s, %s', (retentionDays, en, zh) => {
    expect(fillNotice('{retention}', 'en', { ...facts, retentionDays })).toBe(en);
    expect(fillNotice('{retention}', 'zh-CN', { ...facts, retentionDays })).toBe(zh);
  });
});
