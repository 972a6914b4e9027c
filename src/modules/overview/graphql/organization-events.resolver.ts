import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { following } from '#platform/live/live-rooms.js';
import { type OrganizationEntry, organizationEvents } from '../use-cases/organization-events.js';
import { OrganizationEvent, toOrganizationEvent } from './organization-event.types.js';

const streamOf = (organizationId: string): string => `organizationEvents ${organizationId}`;

@Resolver(() => OrganizationEvent)
export class OrganizationEventsResolver {
  @Subscription(() => OrganizationEvent, {
    description:
      'All that goes on in the upgrades and programmes of an organization, for its administrators, group administrators and auditors. Without `after` it begins with a SNAPSHOT, and goes on with every event after it, once, in one order that is the same for everybody, without gap or repeat, across reconnects, nodes and restarts: give the last cursor you have seen. The events of one upgrade are in the order of their `sequence`. Where events after the cursor are not kept any more, or are not there any more because the database was restored to an earlier state, it begins with CURSOR_TOO_OLD and a snapshot. A slow reader holds up only itself; one who stops reading while a thousand events come is closed with 1013, and goes on with the last cursor. Ends with an error when the right to see it is lost.',
    subscribe: ({ args, context }) => {
      const organizationId = localId('Organization', args['organizationId']);
      const cursor: string | null | undefined = args['after'];
      const after = cursor ? context.cursors.open(streamOf(organizationId), cursor) : undefined;
      return following(organizationEvents, { organizationId }, after);
    },
  })
  organizationEvents(
    @Root() entry: OrganizationEntry,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) _organizationId: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor of this stream. Any other is refused with CURSOR_INVALID.',
    })
    _after?: string | null,
  ): OrganizationEvent {
    return toOrganizationEvent(entry);
  }

  @FieldResolver(() => String, {
    description:
      'Opaque and signed. Give the last one you have seen as `after` to go on without gap or repeat, at any node of the deployment.',
  })
  cursor(@Root() { entry }: OrganizationEvent, @Ctx() { cursors }: ApiContext): string {
    return cursors.seal(streamOf(entry.organizationId), entry.position);
  }
}
