import type { Wordings } from './wording.js';

/** What an erasure can be refused for. */
export const erasureRefusals = {
  SIGN_IN_AGAIN: {
    en: 'This needs a sign-in of the last {minutes} minutes. Sign in again first.',
    'zh-CN': '此操作须在最近 {minutes} 分钟内登录，请重新登录后再试。',
  },
  ERASURE_ALREADY_REQUESTED: {
    en: 'You have asked for this already; it is being done.',
    'zh-CN': '您已提出该请求，正在处理。',
  },
} as const satisfies Wordings;
