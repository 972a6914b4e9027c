import type { Sql } from '#platform/db/sql.js';

/** In the place of what cannot be told any more. */
const ERASED = 'erased';

export interface Addressee {
  readonly personId: string;
  /** Accounts of theirs: what was addressed to them before anybody had them. */
  readonly memberIds: readonly string[];
  readonly identityIds: readonly string[];
}

/** Ends what waits to be sent to somebody, and erases where any of it went and how it failed. */
export async function eraseAddresses(
  tx: Sql,
  { personId, memberIds, identityIds }: Addressee,
): Promise<void> {
  await tx.run(
    `update delivery set sent_to = null, failure_detail = null,
       state = case when state = 'QUEUED' then 'CANCELLED' else state end,
       ended_at = case when state = 'QUEUED' then assent_now() else ended_at end
     where person_id = $3 or (person_id is null and member_id = any($1::uuid[])) or identity_id = any($2::uuid[])`,
    [memberIds, identityIds, personId],
  );
}

/** Erases what messages of a kind said about these topics, to whomever; what of it waits is not sent any more. */
export async function eraseTexts(
  tx: Sql,
  { type, kind, ids }: { readonly type: string; readonly kind: string; readonly ids: readonly string[] },
): Promise<void> {
  await tx.run(
    `with about as (
       select d.id, d.text_id from delivery d join delivery_text t on t.id = d.text_id and t.kind = $2
       where d.topic_type = $1 and d.topic_id = any($3::uuid[])),
     ended as (
       update delivery d set state = 'CANCELLED', ended_at = assent_now()
       from about where d.id = about.id and d.state = 'QUEUED')
     update delivery_text set title = $4, body = $4 where id in (select text_id from about)`,
    [type, kind, ids, ERASED],
  );
}
