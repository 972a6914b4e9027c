import { z } from 'zod';
import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Clock } from '#kernel/clock.js';
import type { Mailer } from '#platform/outbound/mailer.js';
import type { OutboundHttp } from '#platform/outbound/outbound-http.js';
import type { Runner } from '#platform/use-case/runner.js';
import { DeliveryResolver, readDelivery } from './graphql/delivery.resolver.js';
import { InboxResolver, readInboxMessage } from './graphql/inbox.resolver.js';
import { DeliverySettingsResolver } from './graphql/settings.resolver.js';
import { reportRoute } from './report-route.js';
import { deliveryNode, messageNode } from './use-cases/delivery-nodes.js';
import { deliverySettings } from './use-cases/delivery-settings.js';
import { SEND_JOB, sendDue } from './use-cases/lanes.js';
import { LinkTokens } from './use-cases/link-tokens.js';
import { markMessagesSeen } from './use-cases/mark-messages-seen.js';
import { myMessageCount, myMessages } from './use-cases/my-messages.js';
import { emailChannel } from './use-cases/send-email.js';
import { sendLane } from './use-cases/send-lane.js';
import { webhookChannel } from './use-cases/send-webhook.js';
import type { TopicChecks } from './use-cases/topics.js';
import { updateDeliverySettings } from './use-cases/update-delivery-settings.js';
import { WebhookSecrets } from './use-cases/webhook-secrets.js';

export interface DeliveryParts {
  readonly sql: Sql;
  readonly secret: string;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly runner: () => Runner;
  readonly mailer: Mailer | undefined;
  readonly outbound: OutboundHttp;
  readonly webhookPrivateNetworks: boolean;
  /** Of the modules whose messages it brings. */
  readonly topics: TopicChecks;
}

const DUE_JOB = 'delivery:send-due';

const lane = z.object({
  channel: z.enum(['EMAIL', 'WEBHOOK']),
  organizationId: z.uuid().nullable(),
});

/** Brings messages to people through channels, and keeps what becomes of each. It knows nothing of what they say. */
export function deliveryModule(parts: DeliveryParts): Module {
  const { sql, secret, clock, publicUrl, runner, mailer, outbound, topics } = parts;
  const secrets = new WebhookSecrets(secret);
  const tokens = new LinkTokens(secret);
  const update = updateDeliverySettings({ http: parts.webhookPrivateNetworks });
  const channels = {
    EMAIL: emailChannel(mailer, tokens),
    WEBHOOK: webhookChannel({ clock, outbound, secrets, tokens, publicUrl }),
  };
  return {
    name: 'delivery',
    useCases: [deliverySettings, update, myMessages, markMessagesSeen],
    fieldUseCases: [myMessageCount, deliveryNode, messageNode],
    resolvers: [new DeliverySettingsResolver(update, secrets), new InboxResolver(), new DeliveryResolver()],
    nodes: { Delivery: readDelivery, InboxMessage: readInboxMessage },
    jobs: {
      [SEND_JOB]: (payload) => sendLane({ sql, runner: runner(), topics, channels }, lane.parse(payload)),
      [DUE_JOB]: () => sendDue(runner()),
    },
    schedules: [{ task: DUE_JOB, every: 'minute' }],
    routes: [reportRoute({ runner, secrets })],
  };
}
