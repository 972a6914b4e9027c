import { Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { watching } from '#platform/live/live-rooms.js';
import { unauthenticated } from '#platform/use-case/failures.js';
import type { OwnInvitations } from '../data/own-invitations.js';
import { myInvitationsProgress } from '../use-cases/my-invitations-progress.js';
import { MyInvitations, toMyInvitations } from './my-invitations.types.js';

@Resolver(() => MyInvitations)
export class MyInvitationsResolver {
  @Subscription(() => MyInvitations, {
    description:
      'What the caller is or was asked: the snapshot at once, then the latest state whenever one of their invitations is new or has changed, on whatever device it was answered, merged under load. Never older than the one before; the last one is exact. Goes on until the client ends it.',
    subscribe: ({ context }) => watching(myInvitationsProgress, { personId: personOf(context) }),
  })
  myInvitationsProgress(@Root() own: OwnInvitations): MyInvitations {
    return toMyInvitations(own);
  }
}

function personOf({ viewer }: ApiContext): string {
  if (!viewer) throw unauthenticated();
  return viewer.personId;
}
