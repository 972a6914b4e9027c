import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate } from '../support/upgrades.js';
import { organizationWithAdministrator, reviewerOf, type World } from '../support/world.js';
import { type Actor, actorOf, recruit, ROLES } from './actors.js';
import { BUILT_IN, type By, type GroupPlace, NEWCOMER, type Terms } from './commands.js';
import { type Facts, sameTerms } from './facts.js';
import { codeOf, done, type Refused } from './refused.js';
import { type Company, StageGroup } from './stage-group.js';

/** Access tokens live for ten minutes, by the real clock. */
const FRESH_MS = 300_000;

/** Upgrades that have just been started, one of each group of the play. */
export interface Begun {
  readonly upgradeIds: readonly string[];
  readonly programmeId: string | undefined;
  readonly terms: Terms;
}

/** A company with two groups, on a server of its own, on which one play after another is given. */
export class Stage implements AsyncDisposable, Company {
  private readonly born = Date.now();
  /** What the last play has left behind, of each of its groups. */
  private readonly left = new Map<GroupPlace, Facts>();
  private programmeId: string | undefined;
  private secondAdministrator: boolean | undefined;
  private readonly spoiled = new Set<number>();
  readonly listed = new Set<string>();
  /** In the other one somebody is missing, who may come later. */
  private readonly groups = [
    new StageGroup(this, '项目群', []),
    new StageGroup(this, '销售群', [3]),
  ] as const;

  private constructor(
    readonly server: TestServer,
    private readonly world: World,
    readonly actors: Actor[],
    readonly officer: Actor,
    private readonly reviewer: Api,
  ) {}

  static async open(): Promise<Stage> {
    const server = await startServer();
    const world = await organizationWithAdministrator(server);
    const actors: Actor[] = [await actorOf(server, world.adminMobile, world.admin, 'owner')];
    for (let place = 1; place <= NEWCOMER; place += 1) actors.push(await recruit(server, world, place));
    const officer = await recruit(server, world, 'officer');
    return new Stage(server, world, actors, officer, await reviewerOf(server));
  }

  get isFresh(): boolean {
    return Date.now() - this.born < FRESH_MS;
  }

  /** Undoes what the last play left behind, and starts an upgrade of each group that is to be played. */
  async begin(terms: Terms): Promise<Begun> {
    await this.restore(terms);
    const owners = terms.otherOwner === undefined ? [0] : [0, terms.otherOwner];
    const upgradeIds = await (terms.inProgramme
      ? this.startInProgramme(terms, owners)
      : Promise.all(owners.map((owner, place) => this.group(place).start(this.actor(owner).api, terms))));
    return { upgradeIds, programmeId: this.programmeId, terms };
  }

  /** What the next play has to undo. */
  leave(place: GroupPlace, facts: Facts): void {
    this.left.set(place, facts);
  }

  /** The officer stays, whoever comes and goes. */
  private get staff(): World {
    return { ...this.world, admin: this.officer.api };
  }

  private async restore({ secondAdministrator, otherOwner }: Terms): Promise<void> {
    const left = this.left.get(0);
    await this.server.travel('0 hours');
    if (left?.suspended) await this.setSuspended(false);
    await this.endUpgrades();
    const asBefore = left?.mainlandOnly === false && left.clockStops && sameTerms(left.wanted, BUILT_IN);
    if (!asBefore || secondAdministrator !== this.secondAdministrator) {
      const { organizationId, officer } = this;
      const settings = {
        membersRegion: 'ANY',
        clockWhileSuspended: 'STOPS',
        secondAdministrator,
        ...BUILT_IN,
      };
      await done(mutate(officer.api, 'updateOrganizationSettings', { organizationId, ...settings }));
      this.secondAdministrator = secondAdministrator;
    }
    // The play has been in the days to come, and what counts there is not to count against the next one.
    await this.server.app.database.run('delete from invitation_reminder');
    await this.spoilErased();
    for (const [place, actor] of this.actors.entries()) await this.restoreActor(place, actor);
    await this.group(0).restore(left, 0);
    // Where it is not played it stays as it is, until it is.
    if (otherOwner !== undefined) {
      await this.group(1).restore(this.left.get(1), otherOwner);
      this.left.delete(1);
    }
    this.left.delete(0);
  }

  private async endUpgrades(): Promise<void> {
    const programme = this.left.get(0)?.programme;
    if (this.programmeId && (programme === 'RUNNING' || programme === 'PAUSED')) {
      const input = { programmeId: this.programmeId, cancelOpenUpgrades: true };
      await done(mutate(this.officer.api, 'cancelUpgradeProgramme', input));
    }
    this.programmeId = undefined;
    for (const group of this.groups) {
      const groupUpgradeId = await group.openUpgrade();
      if (groupUpgradeId) await done(mutate(this.officer.api, 'cancelGroupUpgrade', { groupUpgradeId }));
    }
  }

  /** An entry that was matched with somebody else is erased with them, and stays so whoever is matched with it later. */
  private async spoilErased(): Promise<void> {
    const rows = await this.server.app.database.rows<{ id: string }>(
      'select platform_id as id from consumer_identity where erased_at is null',
    );
    const there = new Set(rows.map(({ id }) => id));
    for (const [place, { platformId }] of this.actors.entries()) {
      if (this.listed.has(platformId) && !there.has(platformId)) this.spoiled.add(place);
    }
  }

  /** Lets somebody use their account again; who has none any more is replaced by somebody new. */
  private async restoreActor(place: number, actor: Actor): Promise<void> {
    const left = this.left.get(0);
    const account = left?.accounts.find(({ id }) => id === localId('Member', actor.memberId));
    if (!account) return;
    const same = account.mobile === actor.mobile && account.personId === actor.personId;
    if (account.status === 'LEFT' || !same || this.spoiled.has(place)) {
      this.spoiled.delete(place);
      for (const group of this.groups) group.change();
      this.actors[place] = await recruit(this.server, this.staff, place);
      return;
    }
    const { memberId } = actor;
    if (account.status === 'DISABLED') await done(mutate(this.officer.api, 'enableMember', { memberId }));
    const roles = ROLES.get(place) ?? [];
    if (account.roles.join() !== roles.join())
      await done(mutate(this.officer.api, 'assignMemberRoles', { memberId, roles }));
  }

  /** All groups at once, with the word of each owner. */
  private async startInProgramme(
    { coolingOffHours }: Terms,
    owners: readonly number[],
  ): Promise<readonly string[]> {
    const { organizationId } = this;
    const admin = this.apiOf(0);
    const groups = owners.map((_, place) => this.group(place));
    const sourceGroupIds = groups.map(({ sourceGroupId }) => sourceGroupId);
    for (const [place, owner] of owners.entries()) {
      const sourceGroupId = sourceGroupIds[place];
      // Refused where an earlier play has left it given.
      if (owner !== 0) await codeOf(mutate(this.actor(owner).api, 'grantUpgradeMandate', { sourceGroupId }));
    }
    const made = await mutate<{ upgradeProgramme: { id: string } | null }>(
      admin,
      'createUpgradeProgramme',
      { organizationId, name: 'model', answerDays: 3, coolingOffHours, sourceGroupIds },
      'upgradeProgramme { id }',
    );
    const programmeId = made.upgradeProgramme?.id;
    if (!programmeId) throw new Error(`no programme: ${JSON.stringify(made)}`);
    await done(mutate(admin, 'startUpgradeProgramme', { programmeId, groupsPerMinute: 600 }));
    this.programmeId = programmeId;
    return eventually('the programme has started every group', async () => {
      const started = await Promise.all(groups.map((group) => group.openUpgrade()));
      const ids = started.filter((id) => id !== undefined);
      return ids.length === groups.length ? ids : undefined;
    });
  }

  /** Waits until no job is due. */
  async untilIdle(): Promise<void> {
    const due =
      'select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts';
    await eventually('no job is due', async () => !(await this.server.app.database.row(`${due} limit 1`)));
  }

  actor(who: number | 'officer'): Actor {
    const actor = who === 'officer' ? this.officer : this.actors[who];
    if (!actor) throw new Error(`nobody stands at ${who}`);
    return actor;
  }

  apiOf(by: By): Api {
    return this.actor(by).api;
  }

  group(place: number): StageGroup {
    const group = this.groups[place];
    if (!group) throw new Error(`there is no group ${place}`);
    return group;
  }

  /** By place. */
  get platformIds(): readonly (readonly [number, string])[] {
    return this.actors.map(({ platformId }, place) => [place, platformId] as const);
  }

  get organizationId(): string {
    return this.world.organizationId;
  }

  /** Nobody can use what this person had any more. */
  spoil(place: number): void {
    this.spoiled.add(place);
  }

  setSuspended(suspended: boolean): Promise<Refused> {
    const { organizationId } = this;
    const name = suspended ? 'suspendOrganization' : 'reinstateOrganization';
    return codeOf(mutate(this.reviewer, name, { organizationId, reason: 'as the play has it' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
  }
}
