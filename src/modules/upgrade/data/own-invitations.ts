import type { Sql } from '#platform/db/sql.js';
import { invitationStates, type InvitationState } from '../domain/states.js';
import { ASKED, COLUMNS, INVITED, type InvitationRow } from './invitation-rows.js';

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

export async function ownInvitations(sql: Sql, personId: string): Promise<OwnInvitations> {
  const rows = await sql.rows<InvitationRow & { readonly counts: Partial<OwnInvitations['counts']> }>(
    `with mine as (select i.* ${ASKED})
     select ${COLUMNS}, (
       select jsonb_object_agg(state, number)
       from (select state, count(*) as number from mine group by state) s) as counts
     from mine i order by i.id desc limit ${NEWEST}`,
    [personId],
  );
  const newest = rows.map(({ counts: _counts, ...row }): InvitationRow => row);
  return { personId, counts: { ...NONE, ...rows[0]?.counts }, newest };
}

/** Whom these invitations ask; nobody for those whose person is not known. */
export async function peopleAsked(sql: Sql, invitationIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ personId: string }>(
    `select distinct p.id as "personId" from invitation i ${INVITED} where i.id = any($1::uuid[])`,
    [invitationIds],
  );
  return rows.map(({ personId }) => personId);
}
