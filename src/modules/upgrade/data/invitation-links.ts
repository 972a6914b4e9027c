import type { Sql } from '#platform/db/sql.js';
import type { Loader } from '#platform/db/loader.js';
import { INVITED } from './invitation-rows.js';

export interface NewLink {
  /** SHA-256 of the token, hexadecimal. */
  readonly digest: string;
  readonly invitationId: string;
  readonly deliveryId: string;
}

/** Stores links, each of the round in which its invitation asks now. */
export async function insertLinks(sql: Sql, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql.run(
    `insert into invitation_link (digest, invitation_id, delivery_id, round)
     select decode(x.digest, 'hex'), i.id, x."deliveryId", i.round
     from jsonb_to_recordset($1::jsonb) as x (digest text, "invitationId" uuid, "deliveryId" uuid)
       join invitation i on i.id = x."invitationId"`,
    [JSON.stringify(links)],
  );
}

export type OpenedBy = 'IN_APP' | 'EMAIL' | 'WEBHOOK';

export interface LockedLink {
  readonly invitationId: string;
  readonly upgradeId: string;
  readonly organizationId: string;
  readonly deliveryId: string;
  readonly channel: OpenedBy;
  readonly used: boolean;
  /** Whether the question is over, or asked anew in a later round. While an upgrade stands still, no time passes. */
  readonly over: boolean;
  /** Whom the message was addressed to; null where nobody had the account yet, and for nobody's account. */
  readonly personId: string | null;
}

/** The link of a token by its digest, under a lock: of two who use it at once one is the first. */
export function lockLink(sql: Sql, digest: Buffer): Promise<LockedLink | undefined> {
  return sql.row<LockedLink>(
    `select l.invitation_id as "invitationId", i.group_upgrade_id as "upgradeId",
       d.organization_id as "organizationId", l.delivery_id as "deliveryId", d.channel,
       l.used_at is not null as used,
       l.round <> i.round or i.expires_at <= coalesce(u.paused_at, assent_now()) as over, d.person_id as "personId"
     from invitation_link l join delivery d on d.id = l.delivery_id
       join invitation i on i.id = l.invitation_id join group_upgrade u on u.id = i.group_upgrade_id
     where l.digest = $1 for no key update of l`,
    [digest],
  );
}

/** Those of these messages whose link is of an earlier round: what they ask is not asked any more. */
export async function ofEarlierRounds(
  sql: Sql,
  deliveryIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ id: string }>(
    `select l.delivery_id as id from invitation_link l join invitation i on i.id = l.invitation_id
     where l.delivery_id = any($1::uuid[]) and l.round <> i.round`,
    [deliveryIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function useLink(sql: Sql, digest: Buffer): Promise<void> {
  await sql.run('update invitation_link set used_at = assent_now() where digest = $1', [digest]);
}

/** Notes that the person has these invitations before their eyes. Those of other people stay as they are. */
export async function markInvitationsSeen(
  sql: Sql,
  invitationIds: readonly string[],
  personId: string,
  openedBy: OpenedBy,
): Promise<void> {
  await sql.run(
    `update invitation set seen_at = coalesce(seen_at, assent_now()), opened_by = $3
     where id in (select i.id from invitation i ${INVITED} where i.id = any($1::uuid[]) and p.id = $2)`,
    [invitationIds, personId, openedBy],
  );
}

export interface SeenRow {
  readonly id: string;
  readonly seenAt: Date | null;
  readonly openedBy: OpenedBy | null;
}

/** For `context.load`: when and how invitations were opened, by their ids. It asks for no rights. */
export const seenLoader: Loader<SeenRow> = {
  name: 'invitation-seen',
  async batch(sql, ids) {
    const rows = await sql.rows<SeenRow>(
      'select id, seen_at as "seenAt", opened_by as "openedBy" from invitation where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};
