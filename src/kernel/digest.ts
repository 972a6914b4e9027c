import { hash } from 'node:crypto';

/** SHA-256 of these parts, one after the other; texts in UTF-8. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const [first = '', ...rest] = parts;
  return hash('sha256', rest.length === 0 ? first : Buffer.concat(parts.map(bytesOf)), 'buffer');
}

function bytesOf(part: string | Uint8Array): Uint8Array {
  return typeof part === 'string' ? Buffer.from(part) : part;
}

/** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
