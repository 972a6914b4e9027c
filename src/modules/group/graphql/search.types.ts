import { Field, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import { PageInfo } from '#platform/graphql/relay.js';
import type { MessageRow } from '../data/messages.js';
import { type Phrase, rangesOf } from '../domain/search-terms.js';
import { Message, toMessage } from './message.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A part of a text, in UTF-16 units, as JavaScript counts.',
})
export class TextRange {
  @Field(() => Int, { description: 'Where it begins, from 0.' })
  start!: number;

  @Field(() => Int, { description: 'Where it has ended.' })
  end!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A message that was found, and its place.' })
export class MessageSearchEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => Message, { description: 'The message.' })
  node!: Message;

  @Field(() => [TextRange], {
    description: 'What in its content matched, in order and without overlap; at most the first 50.',
  })
  matches!: readonly TextRange[];
}

@ObjectType({ simpleResolvers: true, description: 'The messages of a history that match, the newest first.' })
export class MessageSearchConnection {
  @Field(() => [MessageSearchEdge], { description: 'The page.' })
  edges!: MessageSearchEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many match. Counted only when asked for.' })
  totalCount!: () => Promise<number>;

  @Field(() => Boolean, {
    description:
      'False while the history is still being made searchable, which begins with the cut-over and takes about a minute for a million messages: then some messages, the newest first of all, are not found yet.',
  })
  searchReady!: boolean;
}

export function toFound(
  row: MessageRow,
  phrases: readonly Phrase[],
): Pick<MessageSearchEdge, 'node' | 'matches'> {
  const node = toMessage(row);
  const ranges = node.content === null ? [] : rangesOf(node.content, phrases);
  return { node, matches: ranges.map((range) => make(TextRange, range)) };
}
