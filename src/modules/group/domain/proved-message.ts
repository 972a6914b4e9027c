import { storableText } from '#kernel/text.js';

/**
 * What is proved of a message. Texts that PostgreSQL cannot store count in their storable form
 * (`storableText`), so a source file and the rows made from it give the same proof.
 */
export type ProvedMessage = {
  /** The place of the message in its conversation, from 1. */
  readonly position: number;
  readonly platformMessageId: string | null;
  /** The sender's platform id. */
  readonly sender: string;
  /** The sender's names at that time. */
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  /** Unix seconds. */
  readonly timestamp: number;
  /** As in the ChatLab format. */
  readonly type: number;
  readonly content: string | null;
  readonly replyToMessageId: string | null;
};

/** As PostgreSQL stores it. */
export function storable(text: string | null): string | null {
  return text === null ? null : storableText(text).text;
}
