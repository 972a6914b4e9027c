import type { Sql } from '#platform/db/sql.js';
import { HistoryChain, type ProofVersion } from '../domain/history-proof.js';
import { chainShown } from '../domain/shown-proof.js';
import { erasedAuthors } from './conversations.js';
import { type HistoryView, messagePage } from './messages.js';

const PAGE = 5_000;

/**
 * The proof of what a group's members get to read: page after page by the statement that they read by, for as long as
 * they are told of a next one, in memory that does not grow with the history.
 */
export async function proveShown(
  sql: Sql,
  view: HistoryView,
  version: ProofVersion,
  toldPage: () => void,
): Promise<{ readonly messageCount: number; readonly digest: string }> {
  const { conversationId } = view;
  const known = { conversationId, inGroup: await authorsInGroup(sql, view) };
  const chain = new HistoryChain(0, undefined, version);
  let after = 0;
  for (;;) {
    const rows = await messagePage(sql, view, { after, limit: PAGE + 1 });
    const page = rows.slice(0, PAGE);
    const last = page.at(-1)?.ordinal ?? after;
    const kept = await erasedAuthors(sql, [conversationId, after, last]);
    for (const row of page) chainShown(chain, row, known, kept.get(row.ordinal));
    toldPage();
    if (rows.length <= PAGE) return { messageCount: chain.count, digest: chain.digest };
    after = last;
  }
}

/**
 * The platform ids of those whose messages must be shown as a member's, which does not ask whose are: of each place the
 * entry of the roster with which it was taken, and what else is shown as theirs while it has their mobile, or has been
 * matched with another one since.
 */
async function authorsInGroup(sql: Sql, { id, sourceGroupId }: HistoryView): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ platformId: string }>(
    `select i.platform_id as "platformId"
     from enterprise_group_member g
     join roster_entry e on e.id = g.roster_entry_id and e.source_group_id = $2
     join consumer_identity i on i.id = e.identity_id and i.erased_at is null
     where g.enterprise_group_id = $1
     union
     select i.platform_id
     from enterprise_group_author a
     join enterprise_group_member g on g.id = a.place_id and g.enterprise_group_id = $1
     left join person p on p.id = g.person_id
     join roster_entry e on e.id = a.roster_entry_id and e.source_group_id = $2
     join consumer_identity i on i.id = e.identity_id and i.erased_at is null
     where a.enterprise_group_id = $1 and (p.id is null or i.mobile = p.mobile
       or exists (select from identity_match k where k.identity_id = i.id and k.at >= g.joined_at))`,
    [id, sourceGroupId],
  );
  return new Set(rows.map(({ platformId }) => platformId));
}
