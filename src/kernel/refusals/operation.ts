import type { Wordings } from './wording.js';

/** What files that come and go can be refused for. */
export const operationRefusals = {
  TOO_MANY_UPLOADS: {
    en: 'At most {max} files may wait to be used. Use them first, or wait until they expire.',
    'zh-CN': '待使用的文件最多 {max} 个，请先使用或等待其过期。',
    retryable: true,
  },
  INVALID_CONTENT_TYPE: { en: 'This is not a media type.', 'zh-CN': '不是有效的媒体类型。' },
  UPLOAD_UNKNOWN: { en: 'There is no such upload of yours.', 'zh-CN': '您没有此上传文件。' },
  UPLOAD_WRONG_PURPOSE: {
    en: 'The file was uploaded as {purpose}; {needed} is needed.',
    'zh-CN': '该文件的用途为 {purpose}，此处需要 {needed}。',
  },
  UPLOAD_NOT_RECEIVED: {
    en: 'The file has not been received yet. Send it to the upload URL first.',
    'zh-CN': '文件尚未上传完成，请先将其发送至上传地址。',
    retryable: true,
  },
  UPLOAD_EXPIRED: {
    en: 'The upload has expired. Upload the file again.',
    'zh-CN': '上传已过期，请重新上传。',
  },
  TOO_MANY_DOWNLOADS: {
    en: 'At most {max} files may be kept for you. Wait until the oldest has expired.',
    'zh-CN': '最多为您保留 {max} 个文件，请等待最早的文件过期。',
    retryable: true,
  },
} as const satisfies Wordings;
