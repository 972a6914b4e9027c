import type { Wordings } from './wording.js';

/** What a sign-in can be refused for. */
export const signInRefusals = {
  INVALID_MOBILE: {
    en: 'This is not a mobile number ({problem}).',
    'zh-CN': '不是有效的手机号码（{problem}）。',
  },
  CODE_WRONG: {
    en: 'The code is wrong. {left} tries are left.',
    'zh-CN': '验证码错误，还可尝试 {left} 次。',
  },
  CODE_EXPIRED: {
    en: 'The code is no longer valid. Ask for a new one.',
    'zh-CN': '验证码已失效，请重新获取。',
  },
  TOO_MANY_REQUESTS: {
    en: 'Too many requests. Try again in {seconds} seconds.',
    'zh-CN': '请求过于频繁，请在 {seconds} 秒后重试。',
    retryable: true,
  },
  SESSION_ENDED: { en: 'The session has ended. Sign in again.', 'zh-CN': '会话已结束，请重新登录。' },
} as const satisfies Wordings;
