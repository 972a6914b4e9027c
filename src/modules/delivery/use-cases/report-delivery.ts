import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { canTurn } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Runner } from '#platform/use-case/runner.js';
import { lockReported, storeReport } from '../data/reported.js';
import { deliverySettingsOf } from '../data/settings.js';
import { detailOf } from '../domain/masking.js';
import { deliveryTransitions } from '../domain/states.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** TAKEN: it is stored, or was before. UNKNOWN also where the signature is not the organization's. */
export type ReportOutcome = 'TAKEN' | 'UNKNOWN' | 'MALFORMED' | 'TOO_LATE';

const reportSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('DELIVERED') }),
  z.object({ state: z.literal('FAILED'), reason: z.string().default('') }),
]);

/** Since 1970, in whole seconds. */
const SECONDS = /^\d{1,11}$/;
/** What Standard Webhooks recommends against replays. */
const TOLERANCE_MS = 300_000;

export interface Report {
  readonly deliveryId: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Takes over what a gateway says became of a delivery, signed with the organization's secret. May be said twice. */
export function reportDelivery(
  runner: Runner,
  secrets: WebhookSecrets,
  { deliveryId, body, headers }: Report,
): Promise<ReportOutcome> {
  return runner.perform('reportDelivery', async ({ tx }) => {
    const delivery = await lockReported(tx, deliveryId);
    if (delivery?.channel !== 'WEBHOOK') return 'UNKNOWN';
    const { webhookSecret } = await deliverySettingsOf(tx, delivery.organizationId);
    const signer = new Webhook(secrets.secretOf(delivery.organizationId, webhookSecret));
    if (!isSigned(signer, body, headers, await databaseNow(tx))) return 'UNKNOWN';
    const report = read(body);
    if (!report) return 'MALFORMED';
    if (delivery.state === report.state || delivery.state === 'SEEN') return 'TAKEN';
    if (!canTurn(deliveryTransitions, delivery.state, report.state)) return 'TOO_LATE';
    await storeReport(
      tx,
      deliveryId,
      report.state === 'FAILED' ? { state: 'FAILED', detail: detailOf(report.reason) } : report,
    );
    return 'TAKEN';
  });
}

/**
 * Whether it bears the signature, and was signed within five minutes of now. The library's own `verify` goes by the clock
 * of this machine, which may be wrong.
 */
function isSigned(
  signer: Webhook,
  body: string,
  {
    'webhook-id': id = '',
    'webhook-timestamp': seconds = '',
    'webhook-signature': signatures = '',
  }: Report['headers'],
  now: Date,
): boolean {
  const signedAt = new Date(Number(seconds) * 1_000);
  if (id === '' || !SECONDS.test(seconds) || Math.abs(now.getTime() - signedAt.getTime()) > TOLERANCE_MS) {
    return false;
  }
  const own = Buffer.from(signer.sign(id, signedAt, body));
  return signatures
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((given) => given.length === own.length && timingSafeEqual(given, own));
}

function read(body: string): z.infer<typeof reportSchema> | undefined {
  try {
    return reportSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
