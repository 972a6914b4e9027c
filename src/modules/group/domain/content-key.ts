import { firstLink, LinkBuilder, linkToHex } from '#kernel/hash-chain.js';
import type { ChatLabMessage } from './chatlab/format.js';

const BASIS = firstLink('assent/content-key/1');
const link = new LinkBuilder();

/**
 * What a message without a platform id is known by: the first half of SHA-256 over sender, time, type and content,
 * 32 hexadecimal digits. Two messages can be the same in all of these; the n-th of a key is then another than the
 * first.
 */
export function contentKey({ sender, timestamp, type, content }: ChatLabMessage): string {
  return linkToHex(
    link.start(BASIS).text(sender).integer(timestamp).integer(type).text(content).finish(),
  ).slice(0, 32);
}
