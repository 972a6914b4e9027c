import { invitationsCounted, upgradesCounted } from '#modules/upgrade/public.js';
import type { Sql } from '#platform/db/sql.js';
import { lockStream, ORDERING } from './organization-log.js';

const PROGRAMME_STATES = {
  draft: 'DRAFT',
  running: 'RUNNING',
  paused: 'PAUSED',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
} as const;

type Counts<Name extends string> = Readonly<Record<Name, number>>;

/** What an organization's upgrades and programmes add up to. */
export interface SnapshotRow {
  readonly position: number;
  readonly at: Date;
  readonly upgrades: Counts<keyof typeof upgradesCounted>;
  readonly programmes: Counts<keyof typeof PROGRAMME_STATES>;
  readonly invitations: Counts<(typeof invitationsCounted)[number]>;
}

const inStates = (states: Readonly<Record<string, string>>): string =>
  Object.entries(states)
    .map(([name, state]) => `'${name}', count(*) filter (where state = '${state}')`)
    .join(', ');

const SUMS = invitationsCounted.map((name) => `'${name}', coalesce(sum(${name}), 0)`).join(', ');

/**
 * Where an organization stands, exact at its position: all that is committed is put in order and counted in one
 * statement, which sees one moment.
 */
export async function takeSnapshot(sql: Sql, organizationId: string): Promise<SnapshotRow> {
  await lockStream(sql, organizationId);
  const row = await sql.row<SnapshotRow>(
    `with ${ORDERING}
     select stream.head as position, assent_now() as at, u.upgrades, u.invitations, p.programmes from stream,
       (select jsonb_build_object(${inStates(upgradesCounted)}) as upgrades, jsonb_build_object(${SUMS}) as invitations
        from group_upgrade where organization_id = $1) u,
       (select jsonb_build_object(${inStates(PROGRAMME_STATES)}) as programmes
        from upgrade_programme where organization_id = $1) p`,
    [organizationId],
  );
  if (!row) throw new Error(`the stream of ${organizationId} is not there`);
  return row;
}
