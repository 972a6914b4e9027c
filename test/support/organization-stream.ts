import type { Api, Subscription } from './api.js';

export interface OrganizationMessage {
  readonly cursor: string;
  readonly position: number;
  readonly kind: string;
  readonly snapshot: {
    readonly upgrades: Readonly<Record<string, number>>;
    readonly programmes: Readonly<Record<string, number>>;
    readonly invitations: Readonly<Record<string, number>>;
  } | null;
  readonly upgradeEvent: {
    readonly groupUpgradeId: string;
    readonly sequence: number;
    readonly type: string;
    readonly fromState: string | null;
    readonly toState: string | null;
  } | null;
  readonly programmeEvent: {
    readonly upgradeProgrammeId: string;
    readonly type: string;
    readonly fromState: string | null;
    readonly toState: string;
    readonly groups: Readonly<Record<string, number>>;
  } | null;
}

export const ORGANIZATION_EVENTS = `subscription ($id: ID!, $after: String) {
  organizationEvents(organizationId: $id, after: $after) {
    cursor position kind
    snapshot {
      upgrades { inviting coolingOff paused completed cancelled }
      programmes { draft running paused completed cancelled }
      invitations { blocked pending accepted declined }
    }
    upgradeEvent { groupUpgradeId sequence type fromState toState }
    programmeEvent { upgradeProgrammeId type fromState toState groups { total waiting started skipped } }
  }
}`;

/** Follows the stream of an organization, from a cursor or from where things stand. */
export class OrganizationFollower {
  private readonly live: Subscription<{ organizationEvents: OrganizationMessage }>;

  constructor(api: Api, organizationId: string, after?: string) {
    this.live = api.subscribe(ORGANIZATION_EVENTS, { id: organizationId, after });
  }

  async next(): Promise<OrganizationMessage> {
    const data = await this.live.next();
    if (!data) throw new Error('the stream of an organization has no end');
    return data.organizationEvents;
  }

  async take(count: number): Promise<OrganizationMessage[]> {
    const taken: OrganizationMessage[] = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  /** All up to the first that satisfies `test`, it too. */
  async until(test: (message: OrganizationMessage) => boolean): Promise<OrganizationMessage[]> {
    for (const taken: OrganizationMessage[] = []; ;) {
      const message = await this.next();
      taken.push(message);
      if (test(message)) return taken;
    }
  }

  close(): Promise<void> {
    return this.live.close();
  }
}
