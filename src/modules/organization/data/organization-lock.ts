import type { Sql } from '#platform/db/sql.js';
import type { OrganizationState } from '../domain/organization.js';

/**
 * The first lock of all, an advisory one: what is done in an organization shares it, and whoever changes the
 * organization's state takes it alone. A shared lock of the row would do as well, but for this: a flow of answers
 * would keep it taken, and a suspension would wait until everybody has answered. Who waits for this one is next.
 */
const keyOf = (id: string): string => `hashtextextended('organization:' || ${id}, 0)`;
const KEY = keyOf('$1');
const KEY_OF_ID = keyOf('id');

/**
 * Holds an organization in its state until the commit and returns that state; undefined where there is none. Before
 * every other lock: of settings, the directory, a member, a source group, a programme, an upgrade, an invitation.
 */
export async function holdOrganization(
  tx: Sql,
  organizationId: string,
): Promise<OrganizationState | undefined> {
  await tx.run(`select pg_advisory_xact_lock_shared(${KEY})`, [organizationId]);
  return stateOf(tx, organizationId);
}

/**
 * Holds several organizations as `holdOrganization` does one. Without `wait` those that somebody changes, or waits to
 * change, are left out. Returns the ids of those that are held.
 */
export async function holdOrganizations(
  tx: Sql,
  organizationIds: readonly string[],
  { wait }: { readonly wait: boolean },
): Promise<ReadonlySet<string>> {
  const take = wait
    ? `pg_advisory_xact_lock_shared(${KEY_OF_ID}) is not null`
    : `pg_try_advisory_xact_lock_shared(${KEY_OF_ID})`;
  const rows = await tx.rows<{ id: string; held: boolean }>(
    `select id, ${take} as held from (select id from unnest($1::uuid[]) as o (id) order by id) as ordered`,
    [[...new Set(organizationIds)]],
  );
  return new Set(rows.filter(({ held }) => held).map(({ id }) => id));
}

/** Waits until nobody does anything in the organization, keeps others waiting until the commit, and returns its state. */
export async function lockOrganization(
  tx: Sql,
  organizationId: string,
): Promise<OrganizationState | undefined> {
  await tx.run(`select pg_advisory_xact_lock(${KEY})`, [organizationId]);
  return stateOf(tx, organizationId);
}

/** A statement of its own: one that had waited for the lock would still see what was before it. */
async function stateOf(sql: Sql, organizationId: string): Promise<OrganizationState | undefined> {
  const row = await sql.row<{ state: OrganizationState }>('select state from organization where id = $1', [
    organizationId,
  ]);
  return row?.state;
}

/** Whether an organization can work now; for what holds no lock because it takes long. */
export async function isOrganizationActive(sql: Sql, organizationId: string): Promise<boolean> {
  return (await stateOf(sql, organizationId)) === 'ACTIVE';
}
