import { firstLink, LinkBuilder, linkFromHex, linkToHex } from '#kernel/hash-chain.js';
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

/** A change of the fields, their order or their encoding is a new version, hence another first link. */
const PROOF_VERSION = 'assent/history/1';

export const emptyHistory: Uint8Array = firstLink(PROOF_VERSION);

const link = new LinkBuilder();

/**
 * The link after `previous`: SHA-256 over the previous link and, in this order, position,
 * platformMessageId, sender, accountName, groupNickname, timestamp, type, content and replyToMessageId,
 * encoded as `LinkBuilder` says. The chain begins with SHA-256 of the version's name, `emptyHistory`.
 */
export function chainNext(previous: Uint8Array, message: ProvedMessage): Uint8Array {
  return link
    .start(previous)
    .integer(message.position)
    .text(storable(message.platformMessageId))
    .text(storableText(message.sender).text)
    .text(storable(message.accountName))
    .text(storable(message.groupNickname))
    .integer(message.timestamp)
    .integer(message.type)
    .text(storable(message.content))
    .text(storable(message.replyToMessageId))
    .finish();
}

function storable(text: string | null): string | null {
  return text === null ? null : storableText(text).text;
}

/** The proof of a history read in order, in constant memory. Equal count and digest mean equal messages. */
export class HistoryChain {
  #count: number;
  #link: Uint8Array;

  /** Without arguments an empty history; with those of another chain, its continuation. */
  constructor(count = 0, digest?: string) {
    this.#count = count;
    this.#link = digest === undefined ? emptyHistory : linkFromHex(digest);
  }

  /** Adds the next message; its position is the count after it. */
  add(message: Omit<ProvedMessage, 'position'>): void {
    this.#count += 1;
    this.#link = chainNext(this.#link, { ...message, position: this.#count });
  }

  get count(): number {
    return this.#count;
  }

  /** The last link, 64 hexadecimal digits. */
  get digest(): string {
    return linkToHex(this.#link);
  }
}
