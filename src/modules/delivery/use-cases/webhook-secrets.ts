import { createHmac } from 'node:crypto';

/**
 * The secrets that webhooks are signed with (Standard Webhooks), derived from the server's own: nothing of them is
 * stored, and one leads to no other.
 */
export class WebhookSecrets {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', 'webhook-secret').update(secret).digest();
  }

  /** The `number`-th secret of an organization's webhook. */
  secretOf(organizationId: string, number: number): string {
    const bytes = createHmac('sha256', this.key).update(`${organizationId}:${number}`).digest();
    return `whsec_${bytes.toString('base64')}`;
  }
}
