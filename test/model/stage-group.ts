import { globalId, localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { asJsonl, importGroup, member } from '../support/groups.js';
import type { TestServer } from '../support/server.js';
import { mutate } from '../support/upgrades.js';
import type { Actor } from './actors.js';
import { NEWCOMER, type Owner, type Terms } from './commands.js';
import type { Facts } from './facts.js';
import { done } from './refused.js';

interface Entry {
  readonly id: string;
  readonly mobile: string | null;
  readonly vouched: boolean;
}

/** Whose group it is. */
export interface Company {
  readonly server: TestServer;
  readonly organizationId: string;
  readonly officer: Actor;
  /** By place. */
  readonly actors: readonly Actor[];
  /** The platform ids that stand on rosters, or have stood. */
  readonly listed: Set<string>;
}

export interface Roster {
  readonly absent: readonly number[];
  readonly newcomer: boolean;
  readonly owner: Owner;
}

let exports = 1_770_000_000;

/** A group of a company; when it has ceased another one takes its place. */
export class StageGroup {
  private groups = 1;
  private owner: Owner | undefined;
  private isChanged = true;
  private id = '';

  constructor(
    private readonly company: Company,
    private readonly name: string,
    /** Who is not in it at the beginning. */
    private readonly absent: readonly number[],
  ) {}

  get sourceGroupId(): string {
    return this.id;
  }

  /** Somebody else is to stand on its roster. */
  change(): void {
    this.isChanged = true;
  }

  /** Undoes what the last play has done to it, of which these facts are left. */
  async restore(left: Facts | undefined, owner: 0 | 1): Promise<void> {
    const isGone = left?.group.state === 'CEASED';
    if (isGone) this.groups += 1;
    if (isGone || this.isChanged || this.owner !== owner)
      await this.importRoster({ absent: this.absent, newcomer: false, owner });
    this.isChanged = false;
    this.owner = owner;
    await this.restoreMobiles();
  }

  private async restoreMobiles(): Promise<void> {
    const roster = await this.roster();
    for (const { platformId, mobile } of this.company.actors) {
      const entry = roster.get(platformId);
      if (entry && !(entry.vouched && entry.mobile === mobile))
        await done(
          mutate(this.company.officer.api, 'matchRosterEntry', {
            rosterEntryId: globalId('RosterEntry', entry.id),
            mobile,
          }),
        );
    }
  }

  /** By platform id. */
  async roster(): Promise<ReadonlyMap<string, Entry>> {
    const rows = await this.company.server.app.database.rows<Entry & { platformId: string }>(
      `select r.id, c.platform_id as "platformId", c.mobile, c.mobile_vouched as vouched
       from roster_entry r join consumer_identity c on c.id = r.identity_id where r.source_group_id = $1`,
      [localId('SourceGroup', this.id)],
    );
    return new Map(rows.map(({ platformId, ...entry }) => [platformId, entry]));
  }

  /** A later export of the same group. */
  async importRoster(roster: Roster): Promise<void> {
    const { actors, officer, organizationId } = this.company;
    this.isChanged = true;
    exports += 1;
    const people = actors.filter((_, place) =>
      place === NEWCOMER ? roster.newcomer : !roster.absent.includes(place),
    );
    const ownerId = roster.owner === null ? null : (actors[roster.owner]?.platformId ?? null);
    for (const { platformId } of people) this.company.listed.add(platformId);
    const body = asJsonl({
      exportedAt: exports,
      meta: { groupId: `${this.name}-${this.groups}`, name: this.name, ownerId },
      members: people.map(({ platformId }) => member(platformId)),
      messages: [MESSAGE],
    });
    const { state, failureCode, result } = await inTime(() => importGroup(officer.api, organizationId, body));
    if (state !== 'SUCCEEDED' || !result) throw new Error(`the import ended as ${state} ${failureCode}`);
    this.id = result.id;
  }

  /** Starts its upgrade in the name of its owner. */
  async start(owner: Api, { coolingOffHours }: Terms): Promise<string> {
    const input = { sourceGroupId: this.id, answerDays: 3, coolingOffHours };
    const payload = await mutate<{ groupUpgrade: { id: string } | null }>(
      owner,
      'startGroupUpgrade',
      input,
      'groupUpgrade { id }',
    );
    if (!payload.groupUpgrade) throw new Error(`not started: ${JSON.stringify(payload)}`);
    return payload.groupUpgrade.id;
  }

  /** The upgrade of it that is open. */
  async openUpgrade(): Promise<string | undefined> {
    if (this.id === '') return undefined;
    const row = await this.company.server.app.database.row<{ id: string }>(
      `select id from group_upgrade where source_group_id = $1 and state not in ('COMPLETED', 'CANCELLED')`,
      [localId('SourceGroup', this.id)],
    );
    return row && globalId('GroupUpgrade', row.id);
  }
}

const MESSAGE = {
  platformMessageId: 'm1',
  sender: 'owner',
  accountName: 'owner',
  timestamp: 1_750_000_000,
  type: 0,
  content: 'what was said',
};

/** Once more where somebody has set the clock forward past the end of the upload, while it was sent. */
async function inTime<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!String(error).includes('UPLOAD_EXPIRED')) throw error;
    return send();
  }
}
