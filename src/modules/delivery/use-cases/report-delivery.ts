import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { canTurn } from '#kernel/transitions.js';
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
    const verifier = new Webhook(secrets.secretOf(delivery.organizationId, webhookSecret));
    if (!isSigned(verifier, body, headers)) return 'UNKNOWN';
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

function isSigned(verifier: Webhook, body: string, headers: Readonly<Record<string, string>>): boolean {
  try {
    verifier.verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function read(body: string): z.infer<typeof reportSchema> | undefined {
  try {
    return reportSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
