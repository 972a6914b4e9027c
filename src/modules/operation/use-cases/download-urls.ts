import { createHmac, timingSafeEqual } from 'node:crypto';
import { DOWNLOAD_URL_SECONDS } from '../domain/download.js';

/** Makes and checks the URLs that files are fetched from. Whoever has one may fetch the file until it expires. */
export class DownloadUrls {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly publicUrl: () => string,
  ) {
    this.key = createHmac('sha256', 'download-url').update(secret).digest();
  }

  /** A URL that works for a quarter of an hour from `now`, and no longer than the file is kept. */
  issue(
    download: { readonly id: string; readonly expiresAt: Date },
    now: Date,
  ): { url: string; until: Date } {
    const until = Math.min(now.getTime() + DOWNLOAD_URL_SECONDS * 1_000, download.expiresAt.getTime());
    const expires = String(Math.floor(until / 1_000));
    const signature = this.sign(download.id, expires).toString('base64url');
    return {
      url: `${this.publicUrl()}/downloads/${download.id}?expires=${expires}&signature=${signature}`,
      until: new Date(Number(expires) * 1_000),
    };
  }

  /** When the URL expires, if this server has made it. */
  expiryOf(downloadId: string, expires: string, signature: string): Date | undefined {
    const given = Buffer.from(signature, 'base64url');
    const right = this.sign(downloadId, expires);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return new Date(Number(expires) * 1_000);
  }

  private sign(downloadId: string, expires: string): Buffer {
    return createHmac('sha256', this.key).update(`GET /downloads/${downloadId}?expires=${expires}`).digest();
  }
}
