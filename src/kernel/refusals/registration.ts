import type { Wordings } from './wording.js';

/** What a registration can be refused for. */
export const registrationRefusals = {
  INVALID_LICENCE_NUMBER: {
    en: 'This is not a Unified Social Credit Code ({problem}).',
    'zh-CN': '不是有效的统一社会信用代码（{problem}）。',
  },
  DOCUMENT_KIND_MISMATCH: {
    en: 'A company of the region {region} is proved by {expected}.',
    'zh-CN': '{region} 地区的企业须提交 {expected}。',
  },
  DOCUMENT_EMPTY: { en: 'The uploaded file is empty.', 'zh-CN': '上传的文件为空。' },
  DOCUMENT_MISSING: {
    en: 'Attach the document that proves the company first.',
    'zh-CN': '请先上传企业证明文件。',
  },
  LICENCE_IN_USE: {
    en: 'A registration with this licence is under review or approved already.',
    'zh-CN': '该证照已有审核中或已通过的注册。',
  },
} as const satisfies Wordings;
