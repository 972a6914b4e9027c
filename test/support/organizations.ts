import { localId } from '#platform/graphql/relay.js';
import type { Api } from './api.js';
import type { TestServer } from './server.js';
import { mutate } from './upgrades.js';
import { reviewerOf, type World } from './world.js';

/** Changes settings of an organization, which must not be refused. */
export async function decide(
  { admin, organizationId }: { readonly admin: Api; readonly organizationId: string },
  settings: Record<string, unknown>,
): Promise<void> {
  const { userErrors } = await mutate(admin, 'updateOrganizationSettings', { organizationId, ...settings });
  if (userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(userErrors)}`);
}

/** As the server's reviewer. Returns the payload, refused or not. */
export async function suspend(
  server: TestServer,
  { organizationId }: Pick<World, 'organizationId'>,
): Promise<Awaited<ReturnType<typeof mutate>>> {
  const input = { organizationId, reason: 'fees are overdue' };
  return mutate(await reviewerOf(server), 'suspendOrganization', input, 'organizationId state');
}

export async function reinstate(
  server: TestServer,
  { organizationId }: Pick<World, 'organizationId'>,
): Promise<Awaited<ReturnType<typeof mutate>>> {
  const input = { organizationId, reason: 'fees are paid' };
  return mutate(await reviewerOf(server), 'reinstateOrganization', input, 'organizationId state');
}

export interface Audited {
  readonly command: string;
  readonly details: Record<string, unknown>;
}

/** What the organization's chain says of these commands, in order. */
export async function auditOf(
  server: TestServer,
  { organizationId }: Pick<World, 'organizationId'>,
  commands: readonly string[],
): Promise<Audited[]> {
  const rows = await server.app.database.rows<{ command: string; details: string }>(
    `select command, details from audit_entry where organization_id = $1 and command = any($2::text[])
     order by sequence`,
    [localId('Organization', organizationId), commands],
  );
  return rows.map(({ command, details }) => ({
    command,
    details: JSON.parse(details) as Record<string, unknown>,
  }));
}
