import { createHash, createHmac } from 'node:crypto';

/**
 * The tokens of links in messages: 256 bits, derived from the delivery's id with a key of the server's own, so that
 * whoever sends the message can make it again, and a copy of the database tells nobody a token.
 */
export class LinkTokens {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', 'delivery-link').update(secret).digest();
  }

  tokenOf(deliveryId: string): string {
    return createHmac('sha256', this.key).update(deliveryId).digest('base64url');
  }

  /** SHA-256 of a token: what may be stored of it. */
  digestOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }
}
