import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Clock } from '#kernel/clock.js';
import { maskMobile } from '#modules/identity/public.js';
import { ClosedAddressError, type OutboundHttp } from '#platform/outbound/outbound-http.js';
import type { ClaimedDelivery } from '../data/sending.js';
import { deliverySettingsOf } from '../data/settings.js';
import { linkOf } from './link-of.js';
import type { LinkTokens } from './link-tokens.js';
import type { Attempt, OpenChannel } from './send-lane.js';
import type { WebhookSecrets } from './webhook-secrets.js';

export interface WebhookParts {
  readonly clock: Clock;
  readonly outbound: OutboundHttp;
  readonly secrets: WebhookSecrets;
  readonly tokens: LinkTokens;
  readonly publicUrl: () => string;
}

/** What the answer may say. Everything else in it means nothing. */
const answerSchema = z.object({ state: z.literal('DELIVERED') });

/**
 * An organization's own webhook, signed by Standard Webhooks with the delivery's id, which is the same for each
 * attempt. Any status from 200 to 299 means that it was taken over.
 */
export function webhookChannel(parts: WebhookParts): OpenChannel {
  return async (sql, { organizationId }) => {
    const { webhook, webhookUrl, webhookSecret } = await deliverySettingsOf(sql, organizationId ?? '');
    if (!webhook || webhookUrl === null) return async () => ({ kind: 'failed', failure: 'CHANNEL_OFF' });
    const signer = new Webhook(parts.secrets.secretOf(organizationId ?? '', webhookSecret));
    return async (delivery) => {
      if (delivery.mobile === null) return { kind: 'failed', failure: 'NO_ADDRESS' };
      return post(parts, signer, webhookUrl, delivery, delivery.mobile);
    };
  };
}

async function post(
  { clock, outbound, tokens, publicUrl }: WebhookParts,
  signer: Webhook,
  url: string,
  delivery: ClaimedDelivery,
  mobile: string,
): Promise<Attempt> {
  const now = clock.now();
  const { id, kind, language, title, body: text, userId, name } = delivery;
  const body = JSON.stringify({
    type: 'delivery',
    timestamp: now.toISOString(),
    data: {
      deliveryId: id,
      kind,
      language,
      recipient: { mobile, userId, name },
      title,
      text,
      link: linkOf(delivery, tokens),
      reportUrl: `${publicUrl()}/deliveries/${id}/report`,
    },
  });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signer.sign(id, now, body),
  };
  try {
    const answer = await outbound.post(url, body, headers);
    return attemptOf(answer.status, answer.body, maskMobile(mobile));
  } catch (error) {
    const said = error instanceof Error ? error.message : 'no answer';
    return error instanceof ClosedAddressError
      ? { kind: 'failed', failure: 'REJECTED', said }
      : { kind: 'down', said };
  }
}

/** 408 and 429 ask for patience (RFC 9110, RFC 6585); every other 4xx, and a redirect, will be the same next time. */
function attemptOf(status: number, body: string | undefined, to: string): Attempt {
  if (status >= 200 && status < 300) return { kind: saysDelivered(body) ? 'delivered' : 'sent', to };
  const said = `answered ${status}`;
  if (status >= 500 || status === 408 || status === 429) return { kind: 'down', said };
  return { kind: 'failed', failure: 'REJECTED', said };
}

function saysDelivered(body: string | undefined): boolean {
  try {
    return answerSchema.safeParse(JSON.parse(body ?? '')).success;
  } catch {
    return false;
  }
}
