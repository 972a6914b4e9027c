import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { orderEntries } from '../data/organization-log.js';
import { organizationsToTend, removeOldEntries } from '../data/retention.js';

export const TEND_JOB = 'overview:tend-streams';

/**
 * Removes what is older than so many days from every organization's stream. Puts the rest in order, also where nobody
 * follows, so that whoever comes finds no more to do than of an hour.
 */
export async function tendStreams(sql: Sql, runner: Runner, days: number): Promise<void> {
  for (const organizationId of await organizationsToTend(sql, days)) {
    await runner.perform(TEND_JOB, async ({ tx }) => {
      await orderEntries(tx, organizationId);
      await removeOldEntries(tx, organizationId, days);
    });
  }
}
