import { localId } from '#platform/graphql/relay.js';
import { appendEntries } from '#modules/audit/public.js';
import { organizationReinstated, organizationSuspended } from '#modules/organization/public.js';
import { reactions } from '#modules/upgrade/reactions.js';
import { createHub } from '#platform/events/hub.js';
import { Runner } from '#platform/use-case/runner.js';
import type { TestServer } from './server.js';

/** Turns the state of an organization and tells its upgrades, in one transaction. */
async function turn(
  server: TestServer,
  organizationId: string,
  state: 'ACTIVE' | 'SUSPENDED',
): Promise<void> {
  const id = localId('Organization', organizationId);
  const runner = new Runner({
    database: server.app.database,
    hub: createHub(),
    authority: { admit: () => undefined, check: () => Promise.resolve() },
    reactions,
    audit: appendEntries,
  });
  await runner.perform('turnOrganization', async (context) => {
    await context.tx.run('update organization set state = $2 where id = $1', [id, state]);
    const event = state === 'SUSPENDED' ? organizationSuspended : organizationReinstated;
    await context.emit(event, { organizationId: id });
  });
}

export const suspend = (server: TestServer, organizationId: string): Promise<void> =>
  turn(server, organizationId, 'SUSPENDED');

export const reinstate = (server: TestServer, organizationId: string): Promise<void> =>
  turn(server, organizationId, 'ACTIVE');
