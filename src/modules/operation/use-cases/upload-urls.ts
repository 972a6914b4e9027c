import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks the URLs that files are sent to. Whoever has one may send the file, and do nothing else. */
export class UploadUrls {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly publicUrl: () => string,
  ) {
    this.key = createHmac('sha256', 'upload-url').update(secret).digest();
  }

  urlOf(uploadId: string, expiresAt: Date): string {
    const expires = String(Math.floor(expiresAt.getTime() / 1_000));
    const signature = this.sign(uploadId, expires).toString('base64url');
    return `${this.publicUrl()}/uploads/${uploadId}?expires=${expires}&signature=${signature}`;
  }

  /** Whether this server has made the URL. Whether it still works is for the upload itself to say. */
  isGenuine(uploadId: string, expires: string, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    const right = this.sign(uploadId, expires);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private sign(uploadId: string, expires: string): Buffer {
    return createHmac('sha256', this.key).update(`PUT /uploads/${uploadId}?expires=${expires}`).digest();
  }
}
