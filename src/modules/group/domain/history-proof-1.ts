import { firstLink, LinkBuilder } from '#kernel/hash-chain.js';
import { type ProvedMessage, storable } from './proved-message.js';

/** Version 1 of the proof, in which histories go on that were begun in it. */
export const emptyHistory1: Uint8Array = firstLink('assent/history/1');

const link = new LinkBuilder();

/**
 * The link after `previous`: SHA-256 over the previous link and, in this order, position,
 * platformMessageId, sender, accountName, groupNickname, timestamp, type, content and replyToMessageId,
 * encoded as `LinkBuilder` says. The chain begins with SHA-256 of the version's name.
 */
export function chainNext1(previous: Uint8Array, message: ProvedMessage): Uint8Array {
  return link
    .start(previous)
    .integer(message.position)
    .text(storable(message.platformMessageId))
    .text(storable(message.sender))
    .text(storable(message.accountName))
    .text(storable(message.groupNickname))
    .integer(message.timestamp)
    .integer(message.type)
    .text(storable(message.content))
    .text(storable(message.replyToMessageId))
    .finish();
}
