import { describe, expect, test } from '@jest/globals';
import { builtInNotice } from '#modules/upgrade/domain/built-in-notice.js';
import { fillNotice, NOTICE_MAX, type NoticeFacts, noticeProblems } from '#modules/upgrade/domain/notice.js';

const facts: NoticeFacts = {
  group: '项目群',
  organization: '远洋物流有限公司',
  retentionDays: 365,
  confidentiality: 'CONFIDENTIAL',
  lateHistory: 'FROM_ADMISSION',
};

function problemsOf(template: string): unknown[] {
  return noticeProblems(template, 'textEn').map(({ code, field, params }) => [
    code,
    ...field,
    params['placeholder'],
  ]);
}

describe('a notice', () => {
  test.each(['en', 'zh-CN'] as const)('that is built in is one that could be published: %s', (locale) => {
    expect(problemsOf(builtInNotice[locale])).toEqual([]);
    expect(builtInNotice[locale].length).toBeLessThan(NOTICE_MAX);
    const text = fillNotice(builtInNotice[locale], locale, facts);
    expect(text).not.toMatch(/[{}]/);
    expect(text).toContain('项目群');
    expect(text).toContain('远洋物流有限公司');
    expect(text).toContain(locale === 'en' ? 'for 365 days' : '365 天');
  });

  test.each([
    ['no group', '{retention}', [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{group}']]],
    ['no retention', '{group}', [['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{retention}']]],
    [
      'a name that nothing fills',
      '{group}{retention}{price}',
      [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{price}']],
    ],
    ['an empty name', '{group}{retention}{}', [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{}']]],
    [
      'the name of a property of every object',
      '{group}{retention}{constructor}',
      [['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{constructor}']],
    ],
    [
      'a name with blanks',
      '{ group }{retention}',
      [
        ['NOTICE_PLACEHOLDER_MISSING', 'textEn', '{group}'],
        ['NOTICE_PLACEHOLDER_UNKNOWN', 'textEn', '{ group }'],
      ],
    ],
    ['a brace that opens nothing', '{group}{retention} {', []],
  ])('with %s is told so', (_name, template, expected) => {
    expect(problemsOf(template)).toEqual(expected);
  });

  test('tells at most five names that nothing fills, each cut short', () => {
    const names = Array.from({ length: 50 }, (_, index) => `{${String(index).repeat(100)}}`);
    const problems = problemsOf(`{group}{retention}${names.join('')}`);
    expect(problems).toHaveLength(5);
    expect(JSON.stringify(problems).length).toBeLessThan(500);
  });

  test('is filled in once: a group named like a placeholder keeps its name', () => {
    expect(fillNotice('{group}/{retention}', 'en', { ...facts, group: '{retention}' })).toBe(
      '{retention}/for 365 days',
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
