/** What a person can be told, in the two languages of the API. `{name}` is replaced by the parameter of that name. */
interface Wording {
  readonly en: string;
  readonly 'zh-CN': string;
  /** The same call may succeed later without being changed. */
  readonly retryable?: true;
}

/**
 * Every expected refusal of the API: the closed enum `UserErrorCode` and its wording. One screen to audit.
 * Codes are never renamed, for clients switch on them.
 */
export const refusals = {
  // any input
  REQUIRED: { en: 'A value is required.', 'zh-CN': '此项必填。' },
  TOO_SHORT: { en: 'At least {min} characters are needed.', 'zh-CN': '至少需要 {min} 个字符。' },
  TOO_LONG: { en: 'At most {max} characters are allowed.', 'zh-CN': '最多允许 {max} 个字符。' },
  INVALID_TEXT: {
    en: 'The text holds characters that are not allowed (control characters, lone surrogates or direction overrides).',
    'zh-CN': '文本含有不允许的字符（控制字符、孤立代理项或方向覆盖符）。',
  },
  OUT_OF_RANGE: { en: 'The value must be between {min} and {max}.', 'zh-CN': '取值必须在 {min} 与 {max} 之间。' },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This idempotency key was used before with another input.',
    'zh-CN': '该幂等键已被用于不同的请求内容。',
  },
  VERSION_CONFLICT: {
    en: 'It was changed meanwhile by somebody else. Read it again.',
    'zh-CN': '数据已被他人修改，请重新读取。',
  },
  ILLEGAL_STATE: { en: 'This is not possible in the state {state}.', 'zh-CN': '当前状态（{state}）不允许此操作。' },
  // sign-in
  INVALID_MOBILE: { en: 'This is not a mobile number ({problem}).', 'zh-CN': '不是有效的手机号码（{problem}）。' },
  CODE_WRONG: { en: 'The code is wrong. {left} tries are left.', 'zh-CN': '验证码错误，还可尝试 {left} 次。' },
  CODE_EXPIRED: { en: 'The code is no longer valid. Ask for a new one.', 'zh-CN': '验证码已失效，请重新获取。' },
  TOO_MANY_REQUESTS: {
    en: 'Too many requests. Try again in {seconds} seconds.',
    'zh-CN': '请求过于频繁，请在 {seconds} 秒后重试。',
    retryable: true,
  },
  SESSION_ENDED: { en: 'The session has ended. Sign in again.', 'zh-CN': '会话已结束，请重新登录。' },
} as const satisfies Record<string, Wording>;

export type RefusalCode = keyof typeof refusals;
export type Locale = 'en' | 'zh-CN';

/** An expected "no": which rule, about which input field, with what the wording needs. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The path of the input field that is to blame, outermost first; empty when it is the call as a whole. */
  readonly field: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
}

export function refuse(
  code: RefusalCode,
  field: string | readonly string[] = [],
  params: Record<string, string | number> = {},
): Refusal {
  return { code, field: typeof field === 'string' ? [field] : field, params };
}

export function isRetryable(refusal: Refusal): boolean {
  const wording: Wording = refusals[refusal.code];
  return wording.retryable === true;
}

export function wordingOf(refusal: Refusal, locale: Locale): string {
  return refusals[refusal.code][locale].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(refusal.params[name] ?? whole),
  );
}
