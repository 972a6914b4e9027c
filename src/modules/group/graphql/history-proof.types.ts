import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'Proves that a history is whole: equal count and digest mean equal messages in the same order. Computed at import from the messages as they were read back from the database, and equal to that of the file, or the import would have failed. It stays the same when an author is erased from the history, but for histories that were imported before authors could be: those get a new digest then.',
})
export class HistoryProof {
  @Field(() => Int, { description: 'How many messages there are.' })
  messageCount!: number;

  @Field(() => String, {
    description:
      'The last link of the hash chain over all messages, SHA-256, 64 lower-case hexadecimal digits.',
  })
  digest!: string;
}
