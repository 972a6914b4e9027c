import { firstLink, LinkBuilder, linkFromHex, linkToHex } from '#kernel/hash-chain.js';
import { chainNext1, emptyHistory1 } from './history-proof-1.js';
import { type ProvedMessage, storable } from './proved-message.js';

type Author = Pick<ProvedMessage, 'sender' | 'accountName' | 'groupNickname'>;

/** A change of the fields, their order or their encoding is a new version, hence another first link. */
export type ProofVersion = 1 | 2;
export const PROOF_VERSION = 2 satisfies ProofVersion;

export const emptyHistory: Uint8Array = firstLink(`assent/history/${PROOF_VERSION}`);

const record = new LinkBuilder();

/** SHA-256 over sender, accountName and groupNickname, encoded as `LinkBuilder` says. */
export function authorDigest({ sender, accountName, groupNickname }: Author): Uint8Array {
  return record
    .begin()
    .text(storable(sender))
    .text(storable(accountName))
    .text(storable(groupNickname))
    .finish();
}

/**
 * SHA-256 over position, platformMessageId, the author's digest, timestamp, type, content and replyToMessageId, in this
 * order and encoded as `LinkBuilder` says. Where the author was erased, the digest that was kept stands for them, and
 * all else of the message is proved as before.
 */
export function messageDigest(message: ProvedMessage, author = authorDigest(message)): Uint8Array {
  return record
    .begin()
    .integer(message.position)
    .text(storable(message.platformMessageId))
    .link(author)
    .integer(message.timestamp)
    .integer(message.type)
    .text(storable(message.content))
    .text(storable(message.replyToMessageId))
    .finish();
}

/** The link after `previous`: SHA-256 over the two digests. The chain begins with SHA-256 of the version's name. */
export function chainNext(previous: Uint8Array, message: Uint8Array): Uint8Array {
  return record.start(previous).link(message).finish();
}

const AUTHORS_KEPT = 10_000;

/** The digests of the authors met last: a history has few of them, each many times. */
class AuthorDigests {
  readonly #known = new Map<string, Uint8Array>();

  of(author: Author): Uint8Array {
    const key = `${sized(author.sender)}${sized(author.accountName)}${sized(author.groupNickname)}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= AUTHORS_KEPT) this.#known.clear();
    const digest = authorDigest(author);
    this.#known.set(key, digest);
    return digest;
  }
}

/** Unambiguous beside others of its kind, whatever the text. */
function sized(text: string | null): string {
  return text === null ? '-' : `${text.length}:${text}`;
}

/** The proof of a history read in order, in constant memory. Equal count and digest mean equal messages. */
export class HistoryChain {
  readonly #authors = new AuthorDigests();
  #count: number;
  #link: Uint8Array;

  /** Without arguments an empty history; with those of another chain, its continuation. */
  constructor(
    count = 0,
    digest?: string,
    readonly version: ProofVersion = PROOF_VERSION,
  ) {
    this.#count = count;
    this.#link = digest === undefined ? (version === 1 ? emptyHistory1 : emptyHistory) : linkFromHex(digest);
  }

  /**
   * Adds the next message; its position is the count after it. `erased` is the digest that was kept of an author who
   * was erased.
   */
  add(message: Omit<ProvedMessage, 'position'>, erased?: Uint8Array): void {
    this.#count += 1;
    const placed = { ...message, position: this.#count };
    if (this.version === 1) {
      if (erased) throw new Error('a history in version 1 of the proof keeps its authors');
      this.#link = chainNext1(this.#link, placed);
      return;
    }
    this.#link = chainNext(this.#link, messageDigest(placed, erased ?? this.#authors.of(message)));
  }

  /** Adds the next message by its `messageDigest`. */
  addDigest(message: Uint8Array): void {
    if (this.version === 1) throw new Error('version 1 of the proof has no digests of messages');
    this.#count += 1;
    this.#link = chainNext(this.#link, message);
  }

  get count(): number {
    return this.#count;
  }

  /** The last link, 64 hexadecimal digits. */
  get digest(): string {
    return linkToHex(this.#link);
  }
}
