import type { ChatLabFatalCode, ChatLabProblemCode } from './format.js';

/** Told in English beside the code. */
export const fatalMessages: Readonly<Record<ChatLabFatalCode, string>> = {
  EMPTY: 'The file is empty.',
  NOT_CHATLAB: 'This is not a ChatLab file: it must begin with "{".',
  MISSING_HEADER: 'The header is missing: a ChatLab file has the parts "chatlab" and "meta".',
  BAD_HEADER: 'The header is incomplete: name, platform and type are needed.',
  UNSUPPORTED_VERSION: 'Only the versions 0.0.1 and 0.0.2 are supported.',
  BAD_STRUCTURE: 'The file is not the JSON of a ChatLab export.',
  TRAILING_DATA: 'Something follows the end of the JSON document.',
  TRUNCATED: 'The file ends before its JSON document does. Nothing was imported; upload it whole.',
};

/** What was read after all, with U+FFFD in place of what cannot be stored. */
const KEPT: ReadonlySet<ChatLabProblemCode> = new Set(['REPLACED_CHARACTERS', 'INVALID_UTF8']);
/** What has hidden no member. Not INVALID_UTF8: it may have hit the id of one. */
const NO_MEMBER: ReadonlySet<ChatLabProblemCode> = new Set([
  'REPLACED_CHARACTERS',
  'DUPLICATE_HEADER',
  'BAD_SENDER',
  'BAD_MESSAGE_ID',
  'BAD_REPLY_ID',
  'BAD_TIMESTAMP',
  'BAD_TYPE',
  'BAD_CONTENT',
]);

export const isKept = (code: ChatLabProblemCode): boolean => KEPT.has(code);

/** Whether a member may have been lost in this problem, so that a missing one need not have left the group. */
export const mayHideMember = (code: ChatLabProblemCode): boolean => !NO_MEMBER.has(code);
