import { LinkBuilder, linkToHex } from '#kernel/hash-chain.js';
import { harmlessName } from './display-name.js';

/** Shown for an author of whom no name was ever known: their platform id is nobody's business. */
const UNNAMED = '—';

/** What an author is called who is not in the enterprise group: as they were when they wrote, and nothing more. */
export function closedName(names: {
  readonly groupNickname: string | null;
  readonly accountName: string | null;
}): string {
  return harmlessName(names.groupNickname) ?? harmlessName(names.accountName) ?? UNNAMED;
}

const link = new LinkBuilder();

/** What an erased author is called in one conversation: the same throughout it, and another in any other. */
export function erasedName(conversationId: string, pseudonym: string): string {
  return `erased-${linkToHex(link.begin().text(conversationId).text(pseudonym).finish()).slice(0, 8)}`;
}
