import type { CodeSender } from '#modules/identity/public.js';
import type { Clock } from '#kernel/clock.js';
import type { Tokens } from '#platform/auth/tokens.js';
import type { Database } from '#platform/db/database.js';
import type { Sql } from '#platform/db/sql.js';
import type { Hub } from '#platform/events/hub.js';
import type { Mailer } from '#platform/outbound/mailer.js';
import type { OutboundHttp } from '#platform/outbound/outbound-http.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { Logger } from 'pino';

/** What modules are made of. Built once, by hand, in `create-app.ts`. */
export interface Services {
  readonly database: Database;
  readonly sql: Sql;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly tokens: Tokens;
  /** The root of all keyed hashes; each use derives a key of its own from it. */
  readonly secret: string;
  readonly sender: CodeSender;
  /** Undefined where the server sends no e-mail. */
  readonly mailer: Mailer | undefined;
  /** For addresses that organizations have chosen. */
  readonly outbound: OutboundHttp;
  /** Whether webhooks may be plain http in private networks. */
  readonly webhookPrivateNetworks: boolean;
  /** Where links in messages lead, with `{token}`; undefined means a page of this server. */
  readonly invitationUrl: string | undefined;
  /** How long the stream of an organization is kept. */
  readonly streamRetentionDays: number;
  readonly log: Logger;
  /** Where clients reach this server, without a trailing slash. Known once it listens. */
  readonly publicUrl: () => string;
  /** Runs a transaction of the server's own. Set before any job starts. */
  readonly runner: () => Runner;
}
