import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type SignedPart, signedText } from '../domain/pack.js';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The server's signature under evidence packs: Ed25519, with a key that follows from the server's secret, so that all
 * its nodes have the same and nothing has to be kept. Another secret means another key.
 */
export class EvidenceSigner {
  private readonly key: KeyObject;
  /** 64 hexadecimal digits. */
  readonly publicKey: string;

  constructor(secret: string) {
    const seed = createHmac('sha256', 'evidence-signature').update(secret).digest();
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const { x = '' } = createPublicKey(this.key).export({ format: 'jwk' });
    this.publicKey = Buffer.from(x, 'base64url').toString('hex');
  }

  /** 128 hexadecimal digits. */
  sign(part: SignedPart, sha256Hex: string): string {
    return sign(null, Buffer.from(signedText(part, sha256Hex)), this.key).toString('hex');
  }
}
