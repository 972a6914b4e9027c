import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { orderEntries } from '../data/organization-log.js';
import { organizationsWithOldEntries, removeOldEntries } from '../data/retention.js';

// The name has a colon: a line of the crontab takes no dots.
export const SHORTEN_JOB = 'overview:shorten-streams';

/** Removes what is older than so many days from every organization's stream, also from those that nobody follows. */
export async function shortenStreams(sql: Sql, runner: Runner, days: number): Promise<void> {
  for (const organizationId of await organizationsWithOldEntries(sql, days)) {
    await runner.perform(SHORTEN_JOB, async ({ tx }) => {
      await orderEntries(tx, organizationId);
      await removeOldEntries(tx, organizationId, days);
    });
  }
}
