import { storableText } from '#kernel/text.js';

/**
 * The ChatLab format, versions 0.0.1 (2025-12) and 0.0.2 (2026-01, which adds roles, the owner, message
 * ids and replies), as its specification describes it: docs/cn/chatlab-format.md of hellodigua/ChatLab.
 */
export const chatLabVersions = ['0.0.1', '0.0.2'] as const;

export type ChatLabVersion = (typeof chatLabVersions)[number];

/** Message types by code. Any other code is kept as a number and counts as OTHER. */
export const messageTypes = {
  0: 'TEXT',
  1: 'IMAGE',
  2: 'VOICE',
  3: 'VIDEO',
  4: 'FILE',
  5: 'EMOJI',
  7: 'LINK',
  8: 'LOCATION',
  20: 'RED_PACKET',
  21: 'TRANSFER',
  22: 'POKE',
  23: 'CALL',
  24: 'SHARE',
  25: 'REPLY',
  26: 'FORWARD',
  27: 'CONTACT',
  80: 'SYSTEM',
  81: 'RECALL',
  99: 'OTHER',
} as const;

export type MessageTypeName = (typeof messageTypes)[keyof typeof messageTypes];

export function messageTypeName(code: number): MessageTypeName {
  return Object.hasOwn(messageTypes, code) ? messageTypes[code as keyof typeof messageTypes] : 'OTHER';
}

export type ChatLabHeader = {
  readonly version: ChatLabVersion;
  /** Unix seconds. */
  readonly exportedAt: number | null;
  readonly generator: string | null;
  readonly name: string;
  readonly platform: string;
  /** Whatever the file says; `group` and `private` are the known ones. */
  readonly type: string;
  readonly groupId: string | null;
  /** The platform id of the owner (0.0.2), whom a member's role `owner` may name as well. */
  readonly ownerId: string | null;
};

/** Avatars are left out: they are pictures of people, and nothing here shows them. */
export type ChatLabMember = {
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly aliases: readonly string[];
  /** `owner`, `admin`, or the group's own. */
  readonly roles: readonly { readonly id: string; readonly name: string | null }[];
};

export type ChatLabMessage = {
  readonly platformMessageId: string | null;
  /** The sender's platform id, which need not be among the members. */
  readonly sender: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  /** Unix seconds. */
  readonly timestamp: number;
  /** See `messageTypes`. */
  readonly type: number;
  readonly content: string | null;
  /** The `platformMessageId` of the message that this one answers. */
  readonly replyToMessageId: string | null;
};

/** Nothing can be read after these. */
export type ChatLabFatalCode =
  | 'EMPTY'
  | 'NOT_CHATLAB'
  | 'MISSING_HEADER'
  | 'BAD_HEADER'
  | 'UNSUPPORTED_VERSION'
  | 'BAD_STRUCTURE'
  | 'TRAILING_DATA'
  | 'TRUNCATED';

/** One line or element was skipped, or (REPLACED_CHARACTERS, INVALID_UTF8) kept with U+FFFD in it. */
export type ChatLabProblemCode =
  | 'BAD_JSON'
  | 'TOO_LARGE'
  | 'TRUNCATED_LINE'
  | 'UNKNOWN_LINE_TYPE'
  | 'DUPLICATE_HEADER'
  | 'NOT_AN_OBJECT'
  | 'BAD_PLATFORM_ID'
  | 'BAD_SENDER'
  | 'BAD_MESSAGE_ID'
  | 'BAD_REPLY_ID'
  | 'BAD_NAME'
  | 'BAD_ALIASES'
  | 'BAD_ROLES'
  | 'BAD_TIMESTAMP'
  | 'BAD_TYPE'
  | 'BAD_CONTENT'
  | 'REPLACED_CHARACTERS'
  | 'INVALID_UTF8';

/** `line` is the line of the file, from 1, on which the item begins. */
export type ChatLabItem =
  | { readonly kind: 'header'; readonly line: number; readonly header: ChatLabHeader }
  | { readonly kind: 'member'; readonly line: number; readonly member: ChatLabMember }
  | { readonly kind: 'message'; readonly line: number; readonly message: ChatLabMessage }
  | ChatLabProblem;

export type ChatLabProblem = {
  readonly kind: 'problem';
  readonly line: number;
  /** At most 120 characters: what was found, or where (`messages[12]`). */
  readonly detail: string;
} & (
  | { readonly fatal: true; readonly code: ChatLabFatalCode }
  | { readonly fatal: false; readonly code: ChatLabProblemCode }
);

const MAX_DETAIL_LENGTH = 120;

/** The longest line, element or header that is read, in UTF-16 units; longer ones are skipped and reported. */
export const MAX_ELEMENT_LENGTH = 1024 * 1024;

export function problem(line: number, code: ChatLabProblemCode, detail = ''): ChatLabProblem {
  return { kind: 'problem', line, code, detail: bounded(detail), fatal: false };
}

export function fatalProblem(line: number, code: ChatLabFatalCode, detail = ''): ChatLabProblem {
  return { kind: 'problem', line, code, detail: bounded(detail), fatal: true };
}

/** A detail quotes the file, so it must be as storable as the rest of it. */
function bounded(detail: string): string {
  return storableText(detail.slice(0, MAX_DETAIL_LENGTH)).text;
}
