import { follow } from '#modules/identity/public.js';
import { organizationTopic } from '#platform/events/organization-topic.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { SnapshotCause } from '#platform/use-case/use-case.js';
import {
  entriesAfter,
  type LoggedEntry,
  orderEntries,
  type StreamHead,
  streamHead,
} from '../data/organization-log.js';
import { type SnapshotRow, takeSnapshot } from '../data/snapshot.js';

export type OrganizationEntry =
  | LoggedEntry
  | {
      readonly organizationId: string;
      readonly position: number;
      readonly at: Date;
      readonly kind: SnapshotCause;
      readonly snapshot: SnapshotRow;
    };

/** All that goes on in an organization's upgrades and programmes: where they stand, then every event once, in order. */
export const organizationEvents = follow<{ organizationId: string }, OrganizationEntry, StreamHead>({
  name: 'organizationEvents',
  action: 'upgrade.read',
  topic: ({ organizationId }) => organizationTopic(organizationId),
  read: async (sql, { organizationId }) => orNotFound(await streamHead(sql, organizationId)),
  allow: (context, { organizationId }) => context.authorize({ organizationId }),
  last: ({ head }) => head,
  entries: (sql, { organizationId }, after, limit) => entriesAfter(sql, organizationId, after, limit),
  position: ({ position }) => position,
  isFinal: ({ organizationState }) => organizationState === 'CLOSED',
  feed: {
    isBehind: ({ isBehind }) => isBehind,
    order: ({ tx }, { organizationId }) => orderEntries(tx, organizationId),
    floor: ({ floor }) => floor,
    async snapshot({ tx }, { organizationId }, kind) {
      const snapshot = await takeSnapshot(tx, organizationId);
      return { organizationId, position: snapshot.position, at: snapshot.at, kind, snapshot };
    },
  },
});
