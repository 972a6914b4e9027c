import type { Wordings } from './wording.js';

/** What any input can be refused for. */
export const anyInputRefusals = {
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
    first: { en: ' Call {first} first.', 'zh-CN': '请先调用 {first}。' },
  },
} as const satisfies Wordings;
