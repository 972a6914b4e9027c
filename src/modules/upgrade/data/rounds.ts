import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { warningPassed } from '../domain/deadlines.js';
import type { AskableState } from '../domain/rounds.js';
import type { InvitationState } from '../domain/states.js';
import type { Asked } from './account-locks.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

export interface Candidate extends Asked {
  readonly id: string;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  readonly asked: number;
  readonly declined: boolean;
}

/**
 * Those of an upgrade's invitations that are named or in one of the states, under lock, in the order of their ids.
 * What is overdue is among the expired.
 */
export function lockCandidates(
  sql: Sql,
  upgradeId: string,
  chosen: {
    readonly invitationIds: readonly string[];
    readonly states: readonly AskableState[];
    readonly now: Date;
  },
): Promise<Candidate[]> {
  return sql.rows<Candidate>(
    `select i.id, i.state, i.expires_at as "expiresAt", ${HINDRANCE} as hindrance, m.id as "accountId",
       1 + (select count(*) from invitation_round e where e.invitation_id = i.id)::int as asked,
       i.state = 'DECLINED' or exists (
         select from invitation_round e where e.invitation_id = i.id and e.state = 'DECLINED') as declined
     from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.group_upgrade_id = $1 and (i.id = any($2::uuid[]) or i.state = any($3)
       or ('EXPIRED' = any($3) and i.state = 'PENDING' and i.expires_at <= $4))
     order by i.id for no key update of i`,
    [upgradeId, chosen.invitationIds, chosen.states, chosen.now],
  );
}

/** Keeps how these questions ended, each as the round that it was. */
export async function archiveRounds(sql: Sql, invitationIds: readonly string[], now: Date): Promise<void> {
  await sql.run(
    `insert into invitation_round (invitation_id, round, state, reason, member_id, answered_by, notice_edition,
       expires_at, answered_at, closed_at)
     select id, round, state, coalesce(revoked_reason, case when state = 'DECLINED' then decline_reason end),
       member_id, answered_by, notice_edition, expires_at, answered_at, $2
     from invitation where id = any($1::uuid[])`,
    [invitationIds, now],
  );
}

/**
 * Makes these questions new ones of a round: nothing of the earlier answer stays with them, so that they ask whoever
 * has the mobile of the consumer identity now.
 */
export async function renewQuestions(
  sql: Sql,
  invitationIds: readonly string[],
  round: { readonly number: number; readonly expiresAt: Date; readonly now: Date },
): Promise<void> {
  await sql.run(
    `update invitation set round = $2, expires_at = $3, warned_hours = $4, answered_at = null, decline_reason = null,
       member_id = null, answered_by = null, notice_edition = null, seen_at = null, opened_by = null
     where id = any($1::uuid[])`,
    [invitationIds, round.number, round.expiresAt, warningPassed(round.expiresAt, round.now)],
  );
}

/** Counts the upgrade's next round. Returns its number. */
export async function nextRound(sql: Sql, upgradeId: string): Promise<number> {
  const row = await sql.row<{ round: number }>(
    'update group_upgrade set round = round + 1 where id = $1 returning round',
    [upgradeId],
  );
  if (!row) throw new Error(`there is no upgrade ${upgradeId}`);
  return row.round;
}

export interface EarlierRound {
  readonly invitationId: string;
  readonly round: number;
  readonly state: InvitationState;
  /** What the person gave as the reason of a no, or a RevokedReason. */
  readonly reason: string | null;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  readonly closedAt: Date;
}

/** The key of an invitation's earlier rounds as a person may see them, for `earlierRoundLoader`. */
export const earlierRoundKey = (invitationId: string, personId: string): string =>
  `${invitationId}/${personId}`;

/**
 * The earlier rounds of invitations, oldest first. Who reads the upgrade sees all; anybody else only those that they
 * answered themselves or nobody answered: a mobile that was corrected gives nobody somebody else's answer.
 */
export function earlierRoundLoader(readers: readonly string[]): Loader<readonly EarlierRound[]> {
  return {
    name: 'earlierRounds',
    async batch(sql, keys) {
      const pairs = keys.map((key) => key.split('/'));
      const rows = await sql.rows<EarlierRound & { personId: string }>(
        `select k.person_id as "personId", e.invitation_id as "invitationId", e.round, e.state, e.reason,
           e.expires_at as "expiresAt", e.answered_at as "answeredAt", e.closed_at as "closedAt"
         from unnest($1::uuid[], $2::uuid[]) as k (invitation_id, person_id)
           join invitation_round e on e.invitation_id = k.invitation_id
           join invitation i on i.id = e.invitation_id join group_upgrade u on u.id = i.group_upgrade_id
         where e.answered_by is null or e.answered_by = k.person_id or exists (
           select from member v where v.person_id = k.person_id and v.organization_id = u.organization_id
             and v.status = 'ACTIVATED' and v.roles && $3::text[])
         order by e.round`,
        [pairs.map(([id]) => id), pairs.map(([, person]) => person), readers],
      );
      const rounds = new Map<string, EarlierRound[]>();
      for (const { personId, ...round } of rows) {
        const key = earlierRoundKey(round.invitationId, personId);
        rounds.set(key, [...(rounds.get(key) ?? []), round]);
      }
      return rounds;
    },
  };
}
