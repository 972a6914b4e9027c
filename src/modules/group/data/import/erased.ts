import type { Sql } from '#platform/db/sql.js';
import { type Erased, tombstone } from '../erasure.js';
import type { GroupKey } from './target.js';

/** Those in the file, its owner among them, whom the organization has erased. */
export async function erasedInStage(tx: Sql, key: GroupKey, ownerId: string | null): Promise<Erased[]> {
  const anybody = await tx.row('select 1 from erasure_salt where organization_id = $1', [key.organizationId]);
  if (!anybody) return [];
  return tx.rows<Erased>(
    `select s.sender as "platformId", i.platform_id as pseudonym
     from (select sender from group_import union select $3::text where $3::text is not null) s
     join erasure_salt z on z.organization_id = $1
     join consumer_identity i
       on i.organization_id = $1 and i.platform = $2 and i.tombstone = ${tombstone('s.sender')}`,
    [key.organizationId, key.platform, ownerId],
  );
}

const ERASED = 'unnest($1::text[], $2::text[]) as e (platform_id, pseudonym)';

const paramsOf = (erased: readonly Erased[]): unknown[] => [
  erased.map(({ platformId }) => platformId),
  erased.map(({ pseudonym }) => pseudonym),
];

/** They are on the roster under their pseudonyms, and keep their roles there. */
export async function pseudonymizeMembers(tx: Sql, erased: readonly Erased[]): Promise<void> {
  await tx.run(
    `update group_import s set sender = e.pseudonym, account_name = null, group_nickname = null,
       content = jsonb_set(s.content::jsonb, '{aliases}', '[]')::text
     from ${ERASED} where s.type is null and s.sender = e.platform_id`,
    paramsOf(erased),
  );
}

/** Once they are stored: what is reported of the file afterwards must not name them. */
export async function pseudonymizeSenders(tx: Sql, erased: readonly Erased[]): Promise<void> {
  await tx.run(
    `update group_import s set sender = e.pseudonym from ${ERASED}
     where s.type is not null and s.sender = e.platform_id`,
    paramsOf(erased),
  );
}
