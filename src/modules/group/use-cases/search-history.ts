import { query } from '#modules/identity/public.js';
import { storableText } from '#kernel/text.js';
import { badInput } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { type HistoryView, messagesAt, type MessageRow } from '../data/messages.js';
import { countHits, type Search, searchPage, searchStateOf } from '../data/search.js';
import { type Phrase, PHRASES_MAX, phrasesOf, tsqueryOf } from '../domain/search-terms.js';
import { viewOf } from './history.js';

export interface HistorySearch {
  readonly enterpriseGroupId: string;
  /** As it was typed. */
  readonly text: string;
}

export const QUERY_MAX = 200;

export interface Found {
  readonly messages: readonly MessageRow[];
  readonly phrases: readonly Phrase[];
  /** Whether all of the history was searched. */
  readonly ready: boolean;
}

function wantedPhrases(text: string): Phrase[] {
  if (text.length > QUERY_MAX) throw badInput(`"query" has at most ${QUERY_MAX} characters.`);
  const phrases = phrasesOf(storableText(text).text);
  if (phrases.length === 0) throw badInput('"query" holds no word to look for.');
  if (phrases.length > PHRASES_MAX) throw badInput(`"query" has at most ${PHRASES_MAX} words.`);
  return phrases;
}

interface Prepared {
  readonly view: HistoryView;
  readonly phrases: readonly Phrase[];
  readonly search: Search;
  readonly ready: boolean;
}

/** With the rights of whoever reads the history, and over no more of it than they read. */
async function prepare(context: QueryContext, { enterpriseGroupId, text }: HistorySearch): Promise<Prepared> {
  const view = await viewOf(context, enterpriseGroupId);
  const phrases = wantedPhrases(text);
  const { conversationId, from } = view;
  const { scope, messageCount, searchedCount } = await searchStateOf(context.sql, conversationId);
  const search = { conversationId, from, tsquery: tsqueryOf(scope, phrases) };
  return { view, phrases, search, ready: searchedCount >= messageCount };
}

/** Messages that match, the newest first, with one more than `first` where there is more. */
export const searchHistory = query<HistorySearch & { before: number | undefined; first: number }, Found>({
  name: 'searchHistory',
  action: 'history.read',
  async run(context, { before, first, ...wanted }) {
    const { view, phrases, search, ready } = await prepare(context, wanted);
    const ordinals = await searchPage(context.sql, search, { before, limit: first + 1 });
    const messages = (await messagesAt(context.sql, view, ordinals)).toReversed();
    return { messages, phrases, ready };
  },
});

export const searchCountOfHistory = query<HistorySearch, number>({
  name: 'searchCountOfHistory',
  action: 'history.read',
  async run(context, wanted) {
    return countHits(context.sql, (await prepare(context, wanted)).search);
  },
});
