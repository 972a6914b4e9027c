import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { invitationStates, type InvitationState } from '../domain/states.js';
import { askedOf, COLUMNS, INVITED, type InvitationRow } from './invitation-rows.js';

/** How many of a person's invitations are shown at once. */
const NEWEST = 100;

/** What a person is or was asked, all as of one moment. */
export interface OwnInvitations {
  readonly personId: string;
  readonly counts: Readonly<Record<InvitationState, number>>;
  /** The newest first. */
  readonly newest: readonly InvitationRow[];
}

const NONE = Object.fromEntries(invitationStates.map((state) => [state, 0])) as OwnInvitations['counts'];

export const noInvitations = (personId: string): OwnInvitations => ({ personId, counts: NONE, newest: [] });

type Row = InvitationRow & { readonly personId: string; readonly counts: Partial<OwnInvitations['counts']> };

/** By person, for all who look at the same time; nobody who was never asked. */
export const ownInvitationsLoader: Loader<OwnInvitations> = {
  name: 'ownInvitations',
  async batch(sql, personIds) {
    const rows = await sql.rows<Row>(
      `select k.id as "personId", n.* from unnest($1::uuid[]) as k (id) cross join lateral (
         with mine as (select i.* ${askedOf('k.id')})
         select ${COLUMNS}, (
           select jsonb_object_agg(state, number)
           from (select state, count(*) as number from mine group by state) s) as counts
         from mine i order by i.id desc limit ${NEWEST}) n
       order by k.id, n.id desc`,
      [personIds],
    );
    const found = new Map<string, OwnInvitations>();
    for (const [personId, own] of Map.groupBy(rows, (row) => row.personId)) {
      const newest = own.map(({ personId: _personId, counts: _counts, ...row }): InvitationRow => row);
      found.set(personId, { personId, counts: { ...NONE, ...own[0]?.counts }, newest });
    }
    return found;
  },
};

/** Whom these invitations ask; nobody for those whose person is not known. */
export async function peopleAsked(sql: Sql, invitationIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ personId: string }>(
    `select distinct p.id as "personId" from invitation i ${INVITED} where i.id = any($1::uuid[])`,
    [invitationIds],
  );
  return rows.map(({ personId }) => personId);
}
