import type { GroupWorld } from './group-world.js';
import type { TestServer } from './server.js';

/** The mobile of the person at this place of the group; the owner stands at 0. */
export function mobileAt({ people }: GroupWorld, index: number): string {
  const person = people[index];
  if (!person) throw new Error(`nobody at ${index}`);
  return person.mobile;
}

/** Until so many sessions of this server's database wait for a lock. */
export async function untilWaiting(server: TestServer, sessions: number): Promise<void> {
  for (let waiting = 0; waiting < sessions;) {
    const row = await server.app.database.row<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    waiting = row?.waiting ?? 0;
  }
}
