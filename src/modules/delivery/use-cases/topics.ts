import type { Sql } from '#platform/db/sql.js';
import type { ClaimedDelivery } from '../data/sending.js';

/** Whether a message is to go out now: SEND, HOLD it for a while, or DROP it, for what it tells is no longer so. */
export type Verdict = 'SEND' | 'HOLD' | 'DROP';

/**
 * What the module behind a topic says about messages that are about to be sent, in one question for all. A message
 * that it says nothing about is sent.
 */
export type TopicCheck = (
  sql: Sql,
  deliveries: readonly Pick<ClaimedDelivery, 'id' | 'kind' | 'topicId' | 'memberId'>[],
) => Promise<ReadonlyMap<string, Verdict>>;

/** By the GraphQL type of the topic. */
export type TopicChecks = Readonly<Record<string, TopicCheck>>;
