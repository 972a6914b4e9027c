import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { SUMMARY_SECONDS } from '../domain/limits.js';
import type { CutOverNumbers } from '../domain/summary.js';

/** A cut-over that one administrator wants and another is to confirm. */
export interface CutOverProposal extends CutOverNumbers {
  readonly id: string;
  readonly upgradeId: string;
  /** The member. */
  readonly proposedBy: string;
  readonly personId: string;
  /** When the numbers were read. */
  readonly readAt: Date;
  readonly proposedAt: Date;
}

const SELECT = `select id, group_upgrade_id as "upgradeId", proposed_by as "proposedBy", person_id as "personId", sequence,
    joining, joining_digest as "joiningDigest", staying, messages, digest, read_at as "readAt", proposed_at as "proposedAt"
  from cut_over_proposal`;

/** The newest proposal of an upgrade, whether or not it still holds. Exact under the upgrade's lock. */
export function proposalOf(sql: Sql, upgradeId: string): Promise<CutOverProposal | undefined> {
  return sql.row<CutOverProposal>(`${SELECT} where group_upgrade_id = $1`, [upgradeId]);
}

/** By upgrade: the proposal that holds still, as far as the log and the clock tell. */
export const proposalLoader: Loader<CutOverProposal> = {
  name: 'cutOverProposal',
  async batch(sql, ids) {
    const rows = await sql.rows<CutOverProposal>(
      `${SELECT} where group_upgrade_id = any($1::uuid[]) and assent_now() < read_at + make_interval(secs => $2)
         and exists (select from group_upgrade u where u.id = cut_over_proposal.group_upgrade_id
           and u.state = 'COOLING_OFF' and u.sequence = cut_over_proposal.sequence)`,
      [ids, SUMMARY_SECONDS],
    );
    return new Map(rows.map((row) => [row.upgradeId, row]));
  },
};

/**
 * Stores a proposal in place of an earlier one, with the event that says so. The caller holds the upgrade's lock, and
 * the proposal's sequence is the one that this event gets.
 */
export async function propose(sql: Sql, proposal: CutOverProposal): Promise<void> {
  const { id, upgradeId, proposedBy, personId, sequence, joining, joiningDigest, staying, messages, digest } =
    proposal;
  const told = await sql.run(
    `with moved as (
       update group_upgrade set sequence = sequence + 1 where id = $1 and sequence = $2 - 1 returning id, sequence)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at)
     select id, sequence, 'CUT_OVER_PROPOSED', $3 from moved`,
    [upgradeId, sequence, proposal.proposedAt],
  );
  if (told !== 1) throw new Error(`the log of ${upgradeId} does not stand before ${sequence}`);
  await sql.run(
    `insert into cut_over_proposal (group_upgrade_id, id, proposed_by, person_id, sequence, joining, staying, messages,
       digest, read_at, proposed_at, joining_digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict on constraint cut_over_proposal_pkey do update set id = excluded.id,
       proposed_by = excluded.proposed_by, person_id = excluded.person_id, sequence = excluded.sequence,
       joining = excluded.joining, staying = excluded.staying, messages = excluded.messages, digest = excluded.digest,
       read_at = excluded.read_at, proposed_at = excluded.proposed_at, joining_digest = excluded.joining_digest`,
    [
      upgradeId,
      id,
      proposedBy,
      personId,
      sequence,
      joining,
      staying,
      messages,
      digest,
      proposal.readAt,
      proposal.proposedAt,
      joiningDigest,
    ],
  );
}
