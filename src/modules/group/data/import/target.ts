import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import { emptyHistory, type ProofVersion } from '../../domain/history-proof.js';
import type { SourceGroupState } from '../../domain/states.js';
import { lapseMandates } from '../mandates.js';

export interface GroupKey {
  readonly organizationId: string;
  readonly platform: string;
  readonly platformGroupId: string;
}

/** The group that a file is imported into, locked, as it was before. */
export interface ImportTarget {
  readonly id: string;
  readonly conversationId: string;
  readonly state: SourceGroupState;
  readonly ownerIdentityId: string | null;
  /** When the newest of the files imported so far was exported. */
  readonly exportedAt: Date | null;
  readonly proofVersion: ProofVersion;
  readonly messageCount: number;
  readonly digest: string;
  readonly sourceCount: number;
  readonly sourceDigest: string;
}

/** Finds the group or makes it, empty. Two imports of one group, also of a new one, wait here for each other. */
export async function lockImportTarget(tx: Sql, key: GroupKey, name: string): Promise<ImportTarget> {
  const known = await findTarget(tx, key);
  if (known) return known;
  const conversationId = newId();
  await tx.run('insert into conversation (id, chain, source_chain) values ($1, $2, $2)', [
    conversationId,
    emptyHistory,
  ]);
  const inserted = await tx.run(
    `insert into source_group (id, organization_id, platform, platform_group_id, name, conversation_id, imported_at)
     values ($1, $2, $3, $4, $5, $6, assent_now())
     on conflict on constraint source_group_platform_group_id_key do nothing`,
    [newId(), key.organizationId, key.platform, key.platformGroupId, name, conversationId],
  );
  if (inserted === 0) await tx.run('delete from conversation where id = $1', [conversationId]);
  const made = await findTarget(tx, key);
  if (!made) throw new Error('a source group vanished while it was imported');
  return made;
}

function findTarget(tx: Sql, key: GroupKey): Promise<ImportTarget | undefined> {
  return tx.row<ImportTarget>(
    `select g.id, g.conversation_id as "conversationId", g.state, g.exported_at as "exportedAt",
       g.owner_identity_id as "ownerIdentityId", c.proof_version as "proofVersion",
       c.message_count as "messageCount", encode(c.chain, 'hex') as digest,
       c.source_count as "sourceCount", encode(c.source_chain, 'hex') as "sourceDigest"
     from source_group g join conversation c on c.id = g.conversation_id
     where g.organization_id = $1 and g.platform = $2 and g.platform_group_id = $3 for no key update`,
    [key.organizationId, key.platform, key.platformGroupId],
  );
}

export interface Proof {
  readonly count: number;
  readonly digest: string;
}

export async function saveProofs(
  tx: Sql,
  conversationId: string,
  stored: Proof,
  source: Proof,
): Promise<void> {
  await tx.run(
    `update conversation set message_count = $2, chain = decode($3, 'hex'),
       source_count = $4, source_chain = decode($5, 'hex') where id = $1`,
    [conversationId, stored.count, stored.digest, source.count, source.digest],
  );
}

/** What the newest file says of the group itself. Returns who owns it: null where no owner is on the roster. */
export async function saveGroup(
  tx: Sql,
  id: string,
  group: { readonly name: string; readonly ownerId: string | null; readonly exportedAt: Date | null },
): Promise<{ readonly ownerIdentityId: string | null }> {
  const row = await tx.row<{ ownerIdentityId: string | null }>(
    `update source_group g set name = $2, exported_at = coalesce($4, g.exported_at), owner_identity_id = (
       select e.identity_id from roster_entry e join consumer_identity i on i.id = e.identity_id
       where e.source_group_id = g.id and e.left_at is null and (i.platform_id = $3 or 'owner' = any(e.roles))
       order by i.platform_id = $3 desc nulls last, e.position limit 1)
     where g.id = $1 returning owner_identity_id as "ownerIdentityId"`,
    [id, group.name, group.ownerId, group.exportedAt],
  );
  return { ownerIdentityId: row?.ownerIdentityId ?? null };
}

/** Notes that a group whose roster was known before has changed hands, and ends the mandates of earlier owners. */
export async function noteNewOwner(
  tx: Sql,
  id: string,
  previousIdentityId: string | null,
  now: Date,
): Promise<void> {
  await tx.run(
    `insert into roster_change (source_group_id, sequence, kind, roster_entry_id, previous_owner_entry_id, at)
     select g.id, (select coalesce(max(sequence), 0) + 1 from roster_change where source_group_id = g.id),
       'OWNER_CHANGED', e.id, p.id, $3
     from source_group g
     left join roster_entry e on e.source_group_id = g.id and e.identity_id = g.owner_identity_id
     left join roster_entry p on p.source_group_id = g.id and p.identity_id = $2
     where g.id = $1`,
    [id, previousIdentityId, now],
  );
  await lapseMandates(tx, id);
}

/** The numbers that lists show, after the roster and the messages have been stored. */
export async function countGroup(tx: Sql, id: string, now: Date): Promise<void> {
  await tx.run(
    `update source_group g set imported_at = $2,
       member_count = (select count(*) from roster_entry e where e.source_group_id = g.id and e.left_at is null),
       last_message_at = greatest(g.last_message_at,
         (select to_timestamp(max(sent_at)) from group_import where type is not null))
     where g.id = $1`,
    [id, now],
  );
}
