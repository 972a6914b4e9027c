import type { Sql } from '#platform/db/sql.js';
import { HistoryChain, type ProofVersion } from '../domain/history-proof.js';
import { chainShown } from '../domain/shown-proof.js';
import { erasedAuthors } from './conversations.js';
import { type HistoryView, messagePage } from './messages.js';
import { ownAccount } from './places.js';

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
 * Whose messages must be shown as a member's, and as that of which account, which does not ask how they are shown: by the
 * platform id that was theirs when their place was taken, of the entry of the roster with which it was, and of what else
 * is shown as theirs while it has their mobile, or has been matched with another one since. What a server of an earlier
 * release has kept without the id is known by the id that there is now.
 */
async function authorsInGroup(
  sql: Sql,
  { id, sourceGroupId }: HistoryView,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await sql.rows<{ platformId: string; memberId: string | null }>(
    `select distinct on (g.platform_id) g.platform_id as "platformId", own.id as "memberId"
     from (
       select coalesce(a.platform_id, i.platform_id) as platform_id, coalesce(a.person_id, t.person_id) as person_id
       from enterprise_group_member t
       left join enterprise_group_author a
         on a.enterprise_group_id = t.enterprise_group_id and a.roster_entry_id = t.roster_entry_id
       left join roster_entry e on e.id = t.roster_entry_id
       left join consumer_identity i on i.id = e.identity_id
       where t.enterprise_group_id = $1 and t.roster_entry_id is not null
       union
       select coalesce(a.platform_id, i.platform_id), coalesce(a.person_id, t.person_id)
       from enterprise_group_author a
       join enterprise_group_member t on t.id = a.place_id and t.enterprise_group_id = $1
       left join person p on p.id = t.person_id
       join roster_entry e on e.id = a.roster_entry_id and e.source_group_id = $2
       join consumer_identity i on i.id = e.identity_id and i.erased_at is null
       where a.enterprise_group_id = $1 and (p.id is null or i.mobile = p.mobile
         or exists (select from identity_match k where k.identity_id = i.id and k.at >= t.joined_at))) g
     cross join (select organization_id from enterprise_group where id = $1) h ${ownAccount('h.organization_id')}
     where g.platform_id is not null order by g.platform_id`,
    [id, sourceGroupId],
  );
  return new Map(rows.map(({ platformId, memberId }) => [platformId, memberId]));
}
