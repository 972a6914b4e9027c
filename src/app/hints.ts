import type { Logger } from 'pino';
import type { Connection } from '#platform/db/database.js';
import type { Sql } from '#platform/db/sql.js';
import type { OpenHintChannel } from '#platform/events/hint-channel.js';
import { natsHints } from '#platform/events/nats-channel.js';
import { pgHints } from '#platform/events/pg-channel.js';
import { redisHints } from '#platform/events/redis-channel.js';

/** The channel between the nodes: the database's own, unless a server for it is named. */
export function openHints(parts: {
  readonly url: string | undefined;
  readonly connection: Connection;
  readonly sql: Sql;
  readonly log: Logger;
}): OpenHintChannel {
  const { url, log } = parts;
  if (url === undefined) return pgHints(parts);
  return url.startsWith('nats:') ? natsHints({ url, log }) : redisHints({ url, log });
}
