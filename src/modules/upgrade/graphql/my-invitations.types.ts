import { Field, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import type { OwnInvitations } from '../data/own-invitations.js';
import { Invitation, toInvitation } from './invitation.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What the caller is or was asked, in all organizations. Everything is of the same moment.',
})
export class MyInvitations {
  @Field(() => Int, { description: 'All of them.' })
  total!: number;

  @Field(() => Int, { description: 'Can be answered and have not been.' })
  pending!: number;

  @Field(() => Int, { description: 'Cannot be answered yet.' })
  blocked!: number;

  @Field(() => [Invitation], {
    description: 'The hundred newest, the newest first; myInvitations has all.',
  })
  newest!: Invitation[];
}

export function toMyInvitations({ counts, newest }: OwnInvitations): MyInvitations {
  return make(MyInvitations, {
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    pending: counts.PENDING,
    blocked: counts.BLOCKED,
    newest: newest.map(toInvitation),
  });
}
