import { globalId, localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { asJsonl, importGroup, member } from '../support/groups.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator, reviewerOf, type World } from '../support/world.js';
import { type By, NEWCOMER, OTHERS, type Owner, type Terms } from './commands.js';
import type { Facts } from './facts.js';
import { codeOf, type Refused } from './refused.js';

/** Access tokens live for ten minutes, by the real clock. */
const FRESH_MS = 300_000;
/** Of the other side of the border: in organizations that want people of their own region they cannot answer. */
const FOREIGNER = OTHERS;

/** Somebody of the organization. */
export interface Actor {
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
  readonly api: Api;
  readonly personId: string;
  /** The account that they had at the beginning. */
  readonly memberId: string;
}

/** An upgrade that has just been started. */
export interface Begun {
  readonly upgradeId: string;
  readonly programmeId: string | undefined;
  readonly terms: Terms;
}

interface Entry {
  readonly id: string;
  readonly mobile: string | null;
  readonly vouched: boolean;
}

let recruits = 0;

/** A company with a group, on a server of its own, on which one upgrade after another is played. */
export class Stage implements AsyncDisposable {
  private readonly born = Date.now();
  /** What the last play has left behind. */
  private left: Facts | undefined;
  private programmeId: string | undefined;
  private secondAdministrator: boolean | undefined;
  private rosterChanged = true;
  private readonly spoiled = new Set<number>();
  private groups = 1;
  private exports = 1_770_000_000;
  private groupId = '';

  private constructor(
    readonly server: TestServer,
    private readonly world: World,
    private readonly actors: Actor[],
    private readonly officer: Actor,
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

  /** Undoes what the last play left behind, and starts an upgrade of a group that is still alive. */
  async begin(terms: Terms): Promise<Begun> {
    await this.restore(terms);
    const upgradeId = terms.inProgramme ? await this.startInProgramme(terms) : await this.start(terms);
    return { upgradeId, programmeId: this.programmeId, terms };
  }

  /** What the next play has to undo. */
  leave(facts: Facts): void {
    this.left = facts;
  }

  /** The officer stays, whoever comes and goes. */
  private get staff(): World {
    return { ...this.world, admin: this.officer.api };
  }

  private async restore({ secondAdministrator }: Terms): Promise<void> {
    const { left, officer } = this;
    await this.server.travel('0 hours');
    if (left?.suspended) await this.setSuspended(false);
    await this.endUpgrade();
    const asBefore = left?.mainlandOnly === false && left.clockStops;
    if (!asBefore || secondAdministrator !== this.secondAdministrator) {
      const { organizationId } = this.world;
      const settings = { membersRegion: 'ANY', clockWhileSuspended: 'STOPS', secondAdministrator };
      await done(mutate(officer.api, 'updateOrganizationSettings', { organizationId, ...settings }));
      this.secondAdministrator = secondAdministrator;
    }
    // The play has been in the days to come, and what counts there is not to count against the next one.
    await this.server.app.database.run('delete from invitation_reminder');
    for (const [place, actor] of this.actors.entries()) await this.restoreActor(place, actor);
    if (left?.group.state === 'CEASED') this.groups += 1;
    if (left?.group.state === 'CEASED' || this.rosterChanged)
      await this.importRoster({ absent: [], newcomer: false, owner: 0 });
    this.rosterChanged = false;
    await this.restoreMobiles();
    this.left = undefined;
  }

  private async endUpgrade(): Promise<void> {
    const { left, programmeId } = this;
    if (programmeId && (left?.programme === 'RUNNING' || left?.programme === 'PAUSED')) {
      const input = { programmeId, cancelOpenUpgrades: true };
      await done(mutate(this.officer.api, 'cancelUpgradeProgramme', input));
    }
    this.programmeId = undefined;
    const groupUpgradeId = await this.openUpgrade();
    if (groupUpgradeId) await done(mutate(this.officer.api, 'cancelGroupUpgrade', { groupUpgradeId }));
  }

  private async openUpgrade(): Promise<string | undefined> {
    const row = await this.server.app.database.row<{ id: string }>(
      `select id from group_upgrade where organization_id = $1 and state not in ('COMPLETED', 'CANCELLED')`,
      [localId('Organization', this.world.organizationId)],
    );
    return row && globalId('GroupUpgrade', row.id);
  }

  /** Lets somebody use their account again; who has none any more is replaced by somebody new. */
  private async restoreActor(place: number, actor: Actor): Promise<void> {
    const account = this.left?.accounts.find(({ id }) => id === localId('Member', actor.memberId));
    if (!this.left || !account) return;
    const same = account.mobile === actor.mobile && account.personId === actor.personId;
    if (account.status === 'LEFT' || !same || this.spoiled.has(place)) {
      this.spoiled.delete(place);
      this.rosterChanged = true;
      this.actors[place] = await recruit(this.server, this.staff, place);
      return;
    }
    const { memberId } = actor;
    if (account.status === 'DISABLED') await done(mutate(this.officer.api, 'enableMember', { memberId }));
    const roles = ROLES.get(place) ?? [];
    if (account.roles.join() !== roles.join())
      await done(mutate(this.officer.api, 'assignMemberRoles', { memberId, roles }));
  }

  private async restoreMobiles(): Promise<void> {
    const roster = await this.roster();
    for (const { platformId, mobile } of this.actors) {
      const entry = roster.get(platformId);
      if (entry && !(entry.vouched && entry.mobile === mobile))
        await done(
          mutate(this.officer.api, 'matchRosterEntry', {
            rosterEntryId: globalId('RosterEntry', entry.id),
            mobile,
          }),
        );
    }
  }

  /** By platform id. */
  async roster(): Promise<ReadonlyMap<string, Entry>> {
    const rows = await this.server.app.database.rows<Entry & { platformId: string }>(
      `select r.id, c.platform_id as "platformId", c.mobile, c.mobile_vouched as vouched
       from roster_entry r join consumer_identity c on c.id = r.identity_id where r.source_group_id = $1`,
      [localId('SourceGroup', this.groupId)],
    );
    return new Map(rows.map(({ platformId, ...entry }) => [platformId, entry]));
  }

  private async start({ coolingOffHours }: Terms): Promise<string> {
    const input = { sourceGroupId: this.groupId, answerDays: 3, coolingOffHours };
    const payload = await mutate<{ groupUpgrade: { id: string } | null }>(
      this.apiOf(0),
      'startGroupUpgrade',
      input,
      'groupUpgrade { id }',
    );
    if (!payload.groupUpgrade) throw new Error(`not started: ${JSON.stringify(payload)}`);
    return payload.groupUpgrade.id;
  }

  private async startInProgramme({ coolingOffHours }: Terms): Promise<string> {
    const { organizationId } = this.world;
    const admin = this.apiOf(0);
    const sourceGroupIds = [this.groupId];
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
    await this.untilIdle();
    const upgradeId = await this.openUpgrade();
    if (!upgradeId) throw new Error('the programme has started nothing');
    return upgradeId;
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

  /** By place. */
  get platformIds(): readonly (readonly [number, string])[] {
    return this.actors.map(({ platformId }, place) => [place, platformId] as const);
  }

  get organizationId(): string {
    return this.world.organizationId;
  }

  get sourceGroupId(): string {
    return this.groupId;
  }

  /** A later export of the same group. */
  async importRoster(roster: {
    readonly absent: readonly number[];
    readonly newcomer: boolean;
    readonly owner: Owner;
  }): Promise<void> {
    this.rosterChanged = true;
    this.exports += 1;
    const people = this.actors.filter((_, place) =>
      place === NEWCOMER ? roster.newcomer : !roster.absent.includes(place),
    );
    const ownerId = roster.owner === null ? null : this.actor(roster.owner).platformId;
    const body = asJsonl({
      exportedAt: this.exports,
      meta: { groupId: `model-${this.groups}`, name: '项目群', ownerId },
      members: people.map(({ platformId }) => member(platformId)),
      messages: [MESSAGE],
    });
    const { state, failureCode, result } = await inTime(() =>
      importGroup(this.officer.api, this.world.organizationId, body),
    );
    if (state !== 'SUCCEEDED' || !result) throw new Error(`the import ended as ${state} ${failureCode}`);
    this.groupId = result.id;
  }

  /** Nobody can use what this person had any more. */
  spoil(place: number): void {
    this.spoiled.add(place);
  }

  setSuspended(suspended: boolean): Promise<Refused> {
    const { organizationId } = this.world;
    const name = suspended ? 'suspendOrganization' : 'reinstateOrganization';
    return codeOf(mutate(this.reviewer, name, { organizationId, reason: 'as the play has it' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
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

const ROLES = new Map<number | 'officer', readonly string[]>([
  [0, ['ADMINISTRATOR']],
  [1, ['GROUP_ADMINISTRATOR']],
  ['officer', ['ADMINISTRATOR']],
]);

/** Somebody new with an account that they use. */
async function recruit(
  server: TestServer,
  { admin, organizationId }: World,
  place: number | 'officer',
): Promise<Actor> {
  recruits += 1;
  const mobile = place === FOREIGNER ? `+8529123${String(recruits).padStart(4, '0')}` : newMobile();
  const platformId = `${place}-${recruits}`;
  const { member: created } = await mutate<{ member: { id: string } | null }>(
    admin,
    'createMember',
    { organizationId, name: platformId, mobile },
    'member { id }',
  );
  if (!created) throw new Error(`${platformId} gets no account`);
  const roles = ROLES.get(place);
  if (roles) await done(mutate(admin, 'assignMemberRoles', { memberId: created.id, roles }));
  return actorOf(server, mobile, await signIn(server, mobile), platformId);
}

async function actorOf(server: TestServer, mobile: string, api: Api, platformId: string): Promise<Actor> {
  const row = await server.app.database.row<{ personId: string; memberId: string }>(
    `select p.id as "personId", m.id as "memberId" from person p join member m on m.person_id = p.id where p.mobile = $1`,
    [mobile],
  );
  if (!row) throw new Error('this person has no account');
  return { platformId, mobile, api, personId: row.personId, memberId: globalId('Member', row.memberId) };
}

async function done(answered: Promise<{ userErrors: { code: string }[] }>): Promise<void> {
  const { userErrors } = await answered;
  if (userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(userErrors)}`);
}

/** Once more where somebody has set the clock forward past the end of the upload, while it was sent. */
async function inTime<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!String(error).includes('UPLOAD_EXPIRED')) throw error;
    return send();
  }
}

/** Whoever has signed in before does not count: all plays come from one address. */
export async function signIn(server: TestServer, mobile: string): Promise<Api> {
  await server.app.database.run('delete from rate_window');
  return server.signIn(mobile);
}
