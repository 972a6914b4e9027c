import { hash } from 'node:crypto';
import type { ChatLabMessage } from './chatlab/format.js';

/**
 * What a message without a platform id is known by: the first half of SHA-256 over sender, time, type and content,
 * 32 hexadecimal digits. Two messages can be the same in all of these; the n-th of a key is then another than the
 * first.
 */
export function contentKey({ sender, timestamp, type, content }: ChatLabMessage): string {
  return hash('sha256', JSON.stringify([sender, timestamp, type, content])).slice(0, 32);
}
