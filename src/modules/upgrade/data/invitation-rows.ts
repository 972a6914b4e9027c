import type { Sql } from '#platform/db/sql.js';
import type { Loader } from '#platform/db/loader.js';
import type { WarningHours } from '../domain/deadlines.js';
import type { BlockedReason, ExclusionReason, InvitationState, RevokedReason } from '../domain/states.js';

export interface InvitationRow {
  readonly id: string;
  readonly upgradeId: string;
  readonly rosterEntryId: string;
  readonly position: number;
  readonly state: InvitationState;
  readonly blockedReason: BlockedReason | null;
  readonly exclusionReason: ExclusionReason | null;
  readonly declineReason: string | null;
  readonly revokedReason: RevokedReason | null;
  readonly round: number;
  readonly memberId: string | null;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  /** Of the text that the present answer is about; null before. */
  readonly noticeEdition: number | null;
}

export const COLUMNS = `i.id, i.group_upgrade_id as "upgradeId", i.roster_entry_id as "rosterEntryId", i.position, i.state,
  i.blocked_reason as "blockedReason", i.exclusion_reason as "exclusionReason", i.decline_reason as "declineReason",
  i.revoked_reason as "revokedReason", i.round, i.member_id as "memberId", i.expires_at as "expiresAt",
  i.answered_at as "answeredAt", i.notice_edition as "noticeEdition"`;

/**
 * From an invitation to the person whom it asks, by the mobile of the consumer identity; once it is answered, to the
 * person whose account has answered: a mobile that is corrected later gives nobody somebody else's answer.
 */
export const INVITED = `join roster_entry r on r.id = i.roster_entry_id
  join consumer_identity c on c.id = r.identity_id
  join person p on case when i.answered_by is null then p.mobile = c.mobile else p.id = i.answered_by end`;

export function invitationById(sql: Sql, id: string): Promise<InvitationRow | undefined> {
  return sql.row<InvitationRow>(`select ${COLUMNS} from invitation i where i.id = $1`, [id]);
}

export const invitationLoader: Loader<InvitationRow> = {
  name: 'invitation',
  async batch(sql, ids) {
    const rows = await sql.rows<InvitationRow>(
      `select ${COLUMNS} from invitation i where i.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** Whether this person is the one whom the invitation asks. */
export async function isInvited(sql: Sql, invitationId: string, personId: string): Promise<boolean> {
  const row = await sql.row(`select 1 from invitation i ${INVITED} where i.id = $1 and p.id = $2`, [
    invitationId,
    personId,
  ]);
  return row !== undefined;
}

/** Whether an invitation asks this person as this entry of a roster. */
export async function isAskedAs(sql: Sql, rosterEntryId: string, personId: string): Promise<boolean> {
  const row = await sql.row(
    `select 1 from invitation i ${INVITED} where i.roster_entry_id = $1 and p.id = $2 limit 1`,
    [rosterEntryId, personId],
  );
  return row !== undefined;
}

/** One upgrade's invitations in roster order. */
export function invitationsOf(
  sql: Sql,
  upgradeId: string,
  page: { readonly state: InvitationState | undefined; readonly after: number; readonly limit: number },
): Promise<InvitationRow[]> {
  return sql.rows<InvitationRow>(
    `select ${COLUMNS} from invitation i
     where i.group_upgrade_id = $1 and i.position > $2 and ($3::text is null or i.state = $3)
     order by i.position limit $4`,
    [upgradeId, page.after, page.state ?? null, page.limit],
  );
}

/** What a person is asked by the mobile of a consumer identity, and what their accounts have answered. */
export const askedOf = (person: string): string => `from invitation i where i.id in (
  select i.id from person p join consumer_identity c on c.mobile = p.mobile
    join roster_entry r on r.identity_id = c.id join invitation i on i.roster_entry_id = r.id
    where p.id = ${person} and i.answered_by is null
  union all select i.id from invitation i where i.answered_by = ${person})`;

/** Which of a person's invitations are meant. What is not given does not matter. */
export interface InvitationFilter {
  readonly organizationId?: string | undefined;
  readonly programmeId?: string | undefined;
  readonly state?: InvitationState | undefined;
}

const FITTING = `${askedOf('$1')} and ($2::text is null or i.state = $2)
  and (num_nonnulls($3::uuid, $4::uuid) = 0 or exists (
    select from group_upgrade u where u.id = i.group_upgrade_id
      and ($3 is null or u.organization_id = $3) and ($4 is null or u.programme_id = $4)))`;

function fittingParams(
  personId: string,
  { state, organizationId, programmeId }: InvitationFilter,
): unknown[] {
  return [personId, state ?? null, organizationId ?? null, programmeId ?? null];
}

export async function countInvitationsFor(
  sql: Sql,
  personId: string,
  filter: InvitationFilter,
): Promise<number> {
  const row = await sql.row<{ count: number }>(`select count(*) ${FITTING}`, fittingParams(personId, filter));
  return row?.count ?? 0;
}

/** A person's invitations, of all organizations, the newest first. */
export function invitationsFor(
  sql: Sql,
  personId: string,
  filter: InvitationFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<InvitationRow[]> {
  return sql.rows<InvitationRow>(
    `select ${COLUMNS} ${FITTING} and ($5::uuid is null or i.id < $5) order by i.id desc limit $6`,
    [...fittingParams(personId, filter), page.after ?? null, page.limit],
  );
}

export interface LockedQuestion {
  readonly id: string;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  readonly warnedHours: WarningHours | null;
}

/** All invitations in these states, under lock, in the order of their ids. */
export function lockInvitationsIn(
  sql: Sql,
  upgradeId: string,
  states: readonly InvitationState[],
): Promise<LockedQuestion[]> {
  return sql.rows(
    `select id, state, expires_at as "expiresAt", warned_hours as "warnedHours" from invitation
     where group_upgrade_id = $1 and state = any($2) order by id for no key update`,
    [upgradeId, states],
  );
}

/** Those of an upgrade's invitations that are named, under lock, in the order of their ids. */
export function lockInvitationsById(
  sql: Sql,
  upgradeId: string,
  ids: readonly string[],
): Promise<LockedQuestion[]> {
  return sql.rows(
    `select id, state, expires_at as "expiresAt", warned_hours as "warnedHours" from invitation
     where group_upgrade_id = $1 and id = any($2::uuid[]) order by id for no key update`,
    [upgradeId, ids],
  );
}
