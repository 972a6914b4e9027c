import { Field, ID, Int, ObjectType } from 'type-graphql';
import { isUuid } from '#kernel/ids.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, PageInfo } from '#platform/graphql/relay.js';
import type { AuditEntryRow } from '../data/entries.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Who did what, and when. Written in the transaction of what was done; never changed.',
})
export class AuditEntry {
  @Field(() => Int, {
    description: '1 for the first entry of the organization, and one more for each after.',
  })
  sequence!: number;

  @Field(() => String, {
    description: 'The UUID of the person who did it, or `server` for what the server did of itself.',
  })
  actor!: string;

  @Field(() => String, { description: 'The action of the permission table that it was done under.' })
  action!: string;

  @Field(() => String, { description: 'What was done: the mutation, or the name of the server’s own work.' })
  command!: string;

  @Field(() => String, { description: 'The type of what it was done to, for instance GroupUpgrade.' })
  subjectType!: string;

  @Field(() => ID, { description: 'Which one: its global id.' })
  subjectId!: string;

  @Field(() => String, {
    description: 'What a later reader must know, as JSON text: the very bytes that are hashed.',
  })
  details!: string;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at!: Date;

  @Field(() => String, {
    description:
      'Where the chain stands after it: SHA-256, in 64 hexadecimal digits, over the hash of the entry before and the digest of this one. An evidence pack explains how to compute it.',
  })
  hash!: string;
}

export function toAuditEntry(row: AuditEntryRow): AuditEntry {
  const { sequence, actorId, action, command, subjectType, details, at, hash } = row;
  const subjectId = isUuid(row.subjectId) ? globalId(subjectType, row.subjectId) : row.subjectId;
  return make(AuditEntry, {
    sequence,
    actor: actorId,
    action,
    command,
    subjectType,
    subjectId,
    details,
    at,
    hash,
  });
}

@ObjectType({ simpleResolvers: true, description: 'One entry and its place.' })
export class AuditEntryEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => AuditEntry, { description: 'The entry.' })
  node!: AuditEntry;
}

@ObjectType({ simpleResolvers: true, description: 'Entries in the order of their chain, the oldest first.' })
export class AuditEntryConnection {
  @Field(() => [AuditEntryEdge], { description: 'The page.' })
  edges!: AuditEntryEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands. There may be more later.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many entries there are by now, of those that were asked for.' })
  totalCount!: () => Promise<number>;
}

@ObjectType({ simpleResolvers: true, description: "Where an organization's chain of audit entries ends." })
export class AuditChain {
  @Field(() => Int, { description: 'How many entries it has.' })
  sequence!: number;

  @Field(() => String, {
    description: 'The hash of the last one. Keep it elsewhere: no entry up to here can be changed unnoticed.',
  })
  hash!: string;
}
