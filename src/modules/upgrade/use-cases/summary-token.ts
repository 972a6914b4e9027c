import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CutOverNumbers, numbersEnd, summaryText } from '../domain/summary.js';

/**
 * Vouches that somebody was shown these very numbers, and when. `readAt.mac`, nothing stored: the numbers are
 * computed again at the cut-over, and the token fits only if they are the same.
 */
export class SummaryTokens {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', 'cut-over-summary').update(secret).digest();
  }

  issue(upgradeId: string, numbers: CutOverNumbers, now: Date): { token: string; expiresAt: Date } {
    const readAt = now.getTime();
    return {
      token: `${readAt}.${this.mac(upgradeId, numbers, readAt)}`,
      expiresAt: numbersEnd(now),
    };
  }

  isFresh(token: string, upgradeId: string, numbers: CutOverNumbers, now: Date): boolean {
    const [readAtText = '', mac = ''] = token.split('.');
    const readAt = Number(readAtText);
    if (!/^\d{1,15}$/.test(readAtText) || now >= numbersEnd(new Date(readAt))) return false;
    const expected = Buffer.from(this.mac(upgradeId, numbers, readAt));
    const given = Buffer.from(mac);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** When the numbers of a token were read that was found fresh. */
  readAt(token: string): Date {
    return new Date(Number(token.split('.')[0]));
  }

  private mac(upgradeId: string, numbers: CutOverNumbers, readAt: number): string {
    return createHmac('sha256', this.key)
      .update(summaryText(upgradeId, numbers, readAt))
      .digest('base64url');
  }
}
