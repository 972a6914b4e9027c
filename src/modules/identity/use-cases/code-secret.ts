import { createHmac } from 'node:crypto';
import { CODE_DIGITS } from '../domain/sign-in-code.js';

/**
 * One-time codes that need not be stored: a code is a keyed hash of its row's id, so the job that sends it can make
 * it again, and a copy of the database tells nobody a code.
 */
export class CodeSecret {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', 'sign-in-code').update(secret).digest();
  }

  codeFor(id: string): string {
    const number =
      createHmac('sha256', this.key).update(`code:${id}`).digest().readUIntBE(0, 6) % 10 ** CODE_DIGITS;
    return String(number).padStart(CODE_DIGITS, '0');
  }

  hash(id: string, code: string): Buffer {
    return createHmac('sha256', this.key).update(`hash:${id}:${code}`).digest();
  }
}
