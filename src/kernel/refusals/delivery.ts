import type { Wordings } from './wording.js';

/** What messages and the ways to send them can be refused for. */
export const deliveryRefusals = {
  INVALID_WEBHOOK_URL: {
    en: 'A webhook is an https address without user and password, at most 2,000 characters.',
    'zh-CN': '回调地址须为 https 地址，不含用户名和密码，最多 2000 个字符。',
  },
  WEBHOOK_URL_MISSING: {
    en: 'Give the address of the webhook first.',
    'zh-CN': '请先填写回调地址。',
  },
  TOO_MANY_STEPS: { en: 'At most {max} are allowed.', 'zh-CN': '最多允许 {max} 项。' },
} as const satisfies Wordings;
