import type { Sql } from '#platform/db/sql.js';

export interface SearchState {
  readonly scope: number;
  /** How many messages there are, and how many of them, from the first on, can be found. */
  readonly messageCount: number;
  readonly searchedCount: number;
}

const STATE = `select search_scope as scope, message_count as "messageCount", searched_count as "searchedCount"
  from conversation where id = $1`;

export async function searchStateOf(sql: Sql, conversationId: string): Promise<SearchState> {
  const state = await sql.row<SearchState>(STATE, [conversationId]);
  if (!state) throw new Error(`there is no conversation ${conversationId}`);
  return state;
}

/** Locks it: of two who would go on with an index, the second goes on where the first has ended. */
export function lockSearchState(tx: Sql, conversationId: string): Promise<SearchState | undefined> {
  return tx.row<SearchState>(`${STATE} for no key update`, [conversationId]);
}

const RECALLED = 81;
/** UTF-16 units and characters differ; either way it is more than an index holds of one message. */
const CHARACTERS_READ = 100_000;

/** What can be found of the messages after an ordinal up to another. Nothing of those that were recalled. */
export function findableTexts(
  sql: Sql,
  conversationId: string,
  after: number,
  upTo: number,
): Promise<{ ordinal: number; content: string }[]> {
  return sql.rows(
    `select ordinal, left(content, ${CHARACTERS_READ}) as content from message
     where conversation_id = $1 and ordinal > $2 and ordinal <= $3 and type <> ${RECALLED} and content is not null
     order by ordinal`,
    [conversationId, after, upTo],
  );
}

export async function saveSearched(tx: Sql, conversationId: string, upTo: number): Promise<void> {
  await tx.run('update conversation set searched_count = $2 where id = $1', [conversationId, upTo]);
}

export interface Search {
  readonly conversationId: string;
  /** A `tsquery` over the documents of the conversation's scope. */
  readonly tsquery: string;
  /** The first ordinal that may be found. */
  readonly from: number;
}

/**
 * What the index has. Materialized: left to itself the planner may rather walk through the conversation from its end,
 * which is right for common words and takes seconds for a rare one.
 */
const HITS = `with hits as materialized (
    select conversation_id, ordinal from message_search where document @@ $2::tsquery)
  select %s from hits where conversation_id = $1 and ordinal >= $3`;

/** The ordinals of messages that match, the newest first, at most `limit` before an ordinal. */
export async function searchPage(
  sql: Sql,
  search: Search,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<number[]> {
  const rows = await sql.rows<{ ordinal: number }>(
    `${HITS.replace('%s', 'ordinal')} and ($4::int is null or ordinal < $4) order by ordinal desc limit $5`,
    [search.conversationId, search.tsquery, search.from, page.before ?? null, page.limit],
  );
  return rows.map(({ ordinal }) => ordinal);
}

export async function countHits(sql: Sql, search: Search): Promise<number> {
  const row = await sql.row<{ count: number }>(HITS.replace('%s', 'count(*)'), [
    search.conversationId,
    search.tsquery,
    search.from,
  ]);
  return row?.count ?? 0;
}

/** Histories that a group has taken over and that cannot be searched to their end, at most `limit`. */
export async function unsearchedHistories(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select c.id from conversation c
     where c.searched_count < c.message_count and exists (
       select from enterprise_group g where g.conversation_id = c.id and g.state = 'ACTIVE')
     order by c.id limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}
