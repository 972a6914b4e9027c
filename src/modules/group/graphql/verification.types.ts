import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Operation } from '#modules/operation/graphql/operation.types.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId, Node } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { VerificationRow } from '../data/verifications.js';
import { isEqual } from '../domain/verification.js';
import { HistoryProof } from './history-proof.types.js';

@InputType({ description: 'Whose history to verify.' })
export class VerifyHistoryInput extends MutationInput {
  @Field(() => ID, { description: 'A SourceGroup, or the EnterpriseGroup that takes its history over.' })
  groupId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'It is being verified.' })
export class VerifyHistoryPayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description:
      'Of the kind VERIFY_HISTORY, with the messages as its items. Its result is a HistoryVerification; that it SUCCEEDED says only that there is one.',
  })
  operation?: Operation;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    "What a history was found to be when its proof was computed anew from every stored row, and from what the members of the new group get to read. For the organization's administrators of groups and its auditors.",
})
export class HistoryVerification extends Node {
  @Field(() => Boolean, {
    description:
      'Whether source, stored and, where a group has taken over, shown are the same in count and digest: nothing was lost, added, changed or moved.',
  })
  equal!: boolean;

  @Field(() => HistoryProof, { description: 'Of the messages as they stood in the imported files.' })
  source!: HistoryProof;

  @Field(() => Int, { description: 'How many messages are stored.' })
  storedCount!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The last link of the chain over the rows as they were read now. A chain tells that something differs and not where: with another digest than that of `source`, any message may be the one. Null where a message is missing before others, for then there is no chain.',
  })
  storedDigest!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The place of the first message that is missing before others; null where none is.',
  })
  missingOrdinal!: number | null;

  @Field(() => HistoryProof, {
    nullable: true,
    description:
      'Of what the group that has taken over shows its members, computed by reading the history as they do: what was taken back, who is not in the group and who was erased must be shown as such, all others as they are and under the account of the person whose place it is, and the proof that the group gives must be the same. Which file a message is about is said by a manifest of its own, and is no part of the proof. Null where none has taken over.',
  })
  shown!: HistoryProof | null;

  @Field(() => DateTime, { description: 'When.' })
  verifiedAt!: Date;
}

export function toHistoryVerification(row: VerificationRow): HistoryVerification {
  const { sourceCount, sourceDigest, storedCount, storedDigest, missingOrdinal, shownCount, shownDigest } =
    row;
  return make(HistoryVerification, {
    id: globalId('HistoryVerification', row.id),
    equal: isEqual(row),
    source: make(HistoryProof, { messageCount: sourceCount, digest: sourceDigest }),
    storedCount,
    storedDigest,
    missingOrdinal,
    shown:
      shownCount === null || shownDigest === null
        ? null
        : make(HistoryProof, { messageCount: shownCount, digest: shownDigest }),
    verifiedAt: row.verifiedAt,
  });
}
