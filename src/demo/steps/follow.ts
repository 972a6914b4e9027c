import { setTimeout as delay } from 'node:timers/promises';
import { graphql } from '../gql/gql.js';
import type { GroupUpgradeProgressSubscription } from '../gql/graphql.js';
import { type LiveClient, SocketClosed } from '../live-client.js';
import { EventTally } from '../event-tally.js';

const GroupUpgradeProgress = graphql(`
  subscription GroupUpgradeProgress($id: ID!) {
    groupUpgradeProgress(id: $id) {
      state
      total
      blocked
      pending
      accepted
      declined
      expired
      revoked
      withdrawn
      included
      excluded
      excludedByReason {
        reason
        count
      }
    }
  }
`);

const GroupUpgradeEvents = graphql(`
  subscription GroupUpgradeEvents($id: ID!, $after: String) {
    groupUpgradeEvents(id: $id, after: $after) {
      cursor
      sequence
      type
      fromState
      toState
      reason
    }
  }
`);

export type Progress = GroupUpgradeProgressSubscription['groupUpgradeProgress'];

/** Watches an upgrade to its end, told of each state that comes. Resolves with the last. */
export async function followProgress(
  live: LiveClient,
  id: string,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  let last: Progress | undefined;
  for await (const { groupUpgradeProgress } of live.subscribe(GroupUpgradeProgress, { id })) {
    last = groupUpgradeProgress;
    tell(last);
  }
  if (!last) throw new Error('the progress ended before it began');
  return last;
}

/** Collects all events of an upgrade, over as many connections as it takes. */
export class EventFollower {
  readonly tally = new EventTally();
  private live: LiveClient | undefined;
  private cutting = false;

  constructor(
    private readonly connect: () => LiveClient,
    private readonly offlineMs: number,
  ) {}

  /** Resolves when the last event has come. Resumes after a cut with the last cursor; any other loss is an error. */
  async follow(id: string): Promise<EventTally> {
    for (;;) {
      this.live = this.connect();
      try {
        const after = this.tally.cursor;
        for await (const { groupUpgradeEvents } of this.live.subscribe(GroupUpgradeEvents, { id, after })) {
          this.tally.add(groupUpgradeEvents);
        }
        return this.tally;
      } catch (error) {
        if (!(error instanceof SocketClosed && this.cutting)) throw error;
        this.cutting = false;
        await delay(this.offlineMs);
      } finally {
        await this.live.close();
      }
    }
  }

  /** Cuts the connection; events happen meanwhile, and none may be missing after it. */
  cut(): void {
    this.cutting = true;
    this.tally.cut();
    this.live?.cut();
  }
}
