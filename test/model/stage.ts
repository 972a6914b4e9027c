import { maskMobile } from '#modules/identity/domain/mobile.js';
import type { Api, Subscription } from '../support/api.js';
import { type GroupWorld, groupWorld, importGroup, type Person } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate, start, summary } from '../support/upgrades.js';
import { newMobile, reviewerOf } from '../support/world.js';
import { type Command, OTHERS } from './commands.js';
import type { Circumstances, SeenEvent } from './consent-model.js';
import { eventually } from '../support/eventually.js';

/** Access tokens live for ten minutes, by the real clock. */
const FRESH_MS = 300_000;

interface Actor {
  readonly person: Person;
  readonly api: Api;
  readonly memberId: string;
}

/** The code that refused a command, of a user error or of a GraphQL error; undefined when it was done. */
export type Refused = string | undefined;

/** A company with a group, on a server of its own, on which one upgrade after another is played. */
export class Stage implements AsyncDisposable {
  private readonly born = Date.now();
  /** What plays leave behind. */
  private rosterChanged = false;
  private readonly moved = new Set<number>();
  /** Ids of roster entries, by group and platform id. */
  private readonly entries = new Map<string, string>();

  private constructor(
    readonly server: TestServer,
    private world: GroupWorld,
    private readonly actors: readonly Actor[],
    private readonly reviewer: Api,
  ) {}

  static async open(): Promise<Stage> {
    const server = await startServer();
    const world = await groupWorld(
      server,
      Array.from({ length: OTHERS }, () => 'ACTIVATED' as const),
    );
    const actors: Actor[] = [];
    for (const person of world.people) {
      const api = person.mobile === world.adminMobile ? world.admin : await server.signIn(person.mobile);
      actors.push({ person, api, memberId: await membershipOf(api) });
    }
    return new Stage(server, world, actors, await reviewerOf(server));
  }

  get isFresh(): boolean {
    return Date.now() - this.born < FRESH_MS;
  }

  /** Undoes what the last play left behind, and starts an upgrade of a group that is still alive. */
  async play(terms: { readonly coolingOffHours: number }): Promise<Play> {
    await this.server.travel('0 hours');
    await this.restore();
    return Play.open(this, await start(this.world, { answerDays: 3, ...terms }));
  }

  private async restore(): Promise<void> {
    const { admin } = this.world;
    await this.setSuspended(false);
    for (const { memberId } of this.actors.slice(1)) await mutate(admin, 'enableMember', { memberId });
    const { state, openUpgrade } = await this.group();
    if (openUpgrade)
      await mutate(admin, 'cancelGroupUpgrade', { groupUpgradeId: openUpgrade.groupUpgradeId });
    if (state === 'CEASED') this.world = { ...this.world, platformGroupId: `${this.world.platformGroupId}+` };
    if (state === 'CEASED' || this.rosterChanged) await this.importRoster([]);
    this.rosterChanged = false;
    for (const who of this.moved) await this.match(who, 'back');
    this.moved.clear();
    // Read while everybody is there: an entry whose person is absent is on no list.
    await this.rosterEntryOf(this.actor(0).person.platformId);
  }

  private async group(): Promise<{ state: string; openUpgrade: { groupUpgradeId: string } | null }> {
    const data = await this.admin.succeed<{
      sourceGroup: { state: string; openUpgrade: { groupUpgradeId: string } | null };
    }>('query ($id: ID!) { sourceGroup(id: $id) { state openUpgrade { groupUpgradeId } } }', {
      id: this.world.sourceGroupId,
    });
    return data.sourceGroup;
  }

  get admin(): Api {
    return this.world.admin;
  }

  get organizationId(): string {
    return this.world.organizationId;
  }

  get messages(): number {
    return this.world.messages;
  }

  actor(who: number): Actor {
    const actor = this.actors[who];
    if (!actor) throw new Error(`nobody stands at ${who}`);
    return actor;
  }

  /** A later export of the same group in which these are missing. */
  async importRoster(absent: readonly number[]): Promise<void> {
    this.rosterChanged = true;
    const people = this.world.people.filter((_, who) => !absent.includes(who));
    const sourceGroupId = await importGroup(this.admin, this.world, people);
    this.world = { ...this.world, sourceGroupId };
  }

  /** Gives a roster entry a mobile that nobody has, or the one of its person. */
  async match(who: number, where: 'away' | 'back'): Promise<Refused> {
    this.moved.add(who);
    const { person } = this.actor(who);
    const rosterEntryId = await this.rosterEntryOf(person.platformId);
    const mobile = where === 'back' ? person.mobile : newMobile();
    return codeOf(mutate(this.admin, 'matchRosterEntry', { rosterEntryId, mobile }));
  }

  /** Entries keep their ids, also while their people are not on the roster. */
  private async rosterEntryOf(platformId: string): Promise<string> {
    const { sourceGroupId } = this.world;
    const known = this.entries.get(`${sourceGroupId}/${platformId}`);
    if (known) return known;
    const data = await this.admin.succeed<{
      sourceGroup: { roster: { edges: { node: { id: string; platformId: string } }[] } };
    }>(
      'query ($id: ID!) { sourceGroup(id: $id) { roster(first: 50) { edges { node { id platformId } } } } }',
      {
        id: sourceGroupId,
      },
    );
    for (const { node } of data.sourceGroup.roster.edges)
      this.entries.set(`${sourceGroupId}/${node.platformId}`, node.id);
    const entry = this.entries.get(`${sourceGroupId}/${platformId}`);
    if (!entry) throw new Error(`${platformId} is not on the roster`);
    return entry;
  }

  setSuspended(suspended: boolean): Promise<Refused> {
    const { organizationId, reviewer } = this;
    const name = suspended ? 'suspendOrganization' : 'reinstateOrganization';
    return codeOf(mutate(reviewer, name, { organizationId, reason: 'as the play has it' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
  }
}

/** What everybody can read while nothing is under way. */
export interface Snapshot {
  readonly state: string;
  readonly sequence: number;
  readonly coolingOffUntil: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly suspended: boolean;
  readonly invitations: readonly {
    readonly id: string;
    readonly state: string;
    readonly expiresAt: string;
    readonly round: number;
    readonly circumstances: Circumstances;
  }[];
  /** The members of the enterprise group, as the invitations that brought them there. */
  readonly joined: number;
  readonly receipts: number;
}

const COUNTS = [
  'blocked',
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
  'withdrawn',
  'included',
  'excluded',
];

const SNAPSHOT = `query ($id: ID!, $organizationId: ID!, $members: [ID!]!) {
  groupUpgrade(id: $id) {
    state coolingOffUntil progress { sequence ${COUNTS.join(' ')} }
    enterpriseGroup { members(first: 1) { totalCount } } }
  groupUpgradeInvitations(groupUpgradeId: $id, first: 50) {
    edges { node { id state expiresAt round rosterEntry { mobile leftAt } receipts(first: 1) { totalCount } } } }
  organization(id: $organizationId) { state }
  nodes(ids: $members) { ... on Member { status } } }`;

interface RawSnapshot {
  groupUpgrade: {
    state: string;
    coolingOffUntil: string | null;
    progress: Record<string, number>;
    enterpriseGroup: { members: { totalCount: number } };
  };
  groupUpgradeInvitations: {
    edges: {
      node: {
        id: string;
        state: string;
        expiresAt: string;
        round: number;
        rosterEntry: { mobile: string | null; leftAt: string | null };
        receipts: { totalCount: number };
      };
    }[];
  };
  organization: { state: string };
  nodes: ({ status?: string } | null)[];
}

/** One upgrade on the stage, watched by a dashboard from its first event to its last. */
export class Play implements AsyncDisposable {
  private hours = 0;
  private clock = Promise.resolve();
  private shown: { edition: number; digest: string } = { edition: 0, digest: '' };
  private old = 'f'.repeat(64);

  private constructor(
    private readonly stage: Stage,
    readonly id: string,
    private readonly dashboard: Subscription<{ groupUpgradeEvents: RawEvent }>,
    /** By position on the roster. */
    readonly invitationIds: readonly string[],
  ) {}

  static async open(stage: Stage, id: string): Promise<Play> {
    const dashboard = stage.admin.subscribe<{ groupUpgradeEvents: RawEvent }>(
      `subscription ($id: ID!) { groupUpgradeEvents(id: $id) {
        sequence type fromState toState reason invitation { id } } }`,
      { id },
    );
    const data = await stage.admin.succeed<{
      groupUpgradeInvitations: { edges: { node: { id: string; rosterEntry: { platformId: string } } }[] };
    }>(
      `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 50) {
        edges { node { id rosterEntry { platformId } } } } }`,
      { id },
    );
    const ids = new Map(
      data.groupUpgradeInvitations.edges.map(({ node }) => [node.rosterEntry.platformId, node.id]),
    );
    const invitationIds = Array.from({ length: OTHERS + 1 }, (_, who) => {
      const invitationId = ids.get(stage.actor(who).person.platformId);
      if (!invitationId) throw new Error(`${who} was not asked`);
      return invitationId;
    });
    const play = new Play(stage, id, dashboard, invitationIds);
    await play.readNotice();
    return play;
  }

  /** The database's clock, in milliseconds since 1970. */
  get now(): number {
    return Date.now() + this.hours * 3_600_000;
  }

  private async readNotice(): Promise<void> {
    const data = await this.stage.admin.succeed<{
      groupUpgrade: { notice: { edition: number; text: { digest: string } } };
    }>('query ($id: ID!) { groupUpgrade(id: $id) { notice { edition text(language: EN) { digest } } } }', {
      id: this.id,
    });
    const { edition, text } = data.groupUpgrade.notice;
    if (edition !== this.shown.edition && this.shown.edition > 0) this.old = this.shown.digest;
    this.shown = { edition, digest: text.digest };
  }

  async perform(command: Command): Promise<Refused> {
    const { admin } = this.stage;
    const groupUpgradeId = this.id;
    switch (command.kind) {
      case 'answer':
        return this.answer(command);
      case 'close':
        return codeOf(mutate(admin, 'closeGroupUpgrade', { groupUpgradeId }));
      case 'cancel':
        return codeOf(mutate(admin, 'cancelGroupUpgrade', { groupUpgradeId }));
      case 'pause':
        return codeOf(mutate(admin, 'pauseGroupUpgrade', { groupUpgradeId }));
      case 'resume':
        return codeOf(mutate(admin, 'resumeGroupUpgrade', { groupUpgradeId }));
      case 'stop':
        return codeOf(mutate(admin, 'stopCoolingOff', { groupUpgradeId }));
      case 'adopt':
        return this.adopt();
      case 'cutOver':
        return this.cutOver();
      case 'sweep':
        return this.sweep();
      case 'reinvite':
        return codeOf(
          mutate(admin, 'reinviteMembers', {
            groupUpgradeId,
            states: ['DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED'],
            answerDays: 2,
          }),
        );
      case 'extend':
        return codeOf(
          mutate(admin, 'extendGroupUpgradeDeadline', {
            groupUpgradeId,
            expiresAt: new Date(this.now + command.days * 86_400_000).toISOString(),
          }),
        );
      case 'remove':
        return codeOf(
          mutate(admin, 'removeFromUpgrade', {
            groupUpgradeId,
            invitationIds: [this.invitationIds[command.who]],
          }),
        );
      case 'disable':
      case 'enable':
        return codeOf(
          mutate(admin, `${command.kind}Member`, { memberId: this.stage.actor(command.who).memberId }),
        );
      case 'match':
        return this.stage.match(command.who, command.where);
      case 'roster':
        return this.stage.importRoster(command.absent).then(() => undefined, expectedRefusal);
      case 'suspend':
      case 'reinstate':
        return this.stage.setSuspended(command.kind === 'suspend');
      case 'travel':
        this.hours += command.hours;
        // One after the other: the clock is a function of the database, and two cannot replace it at once.
        this.clock = this.clock.then(() => this.stage.server.travel(`${this.hours} hours`));
        await this.clock;
        return undefined;
    }
  }

  private async answer({ who, how, text }: Extract<Command, { kind: 'answer' }>): Promise<Refused> {
    const invitationId = this.invitationIds[who];
    const noticeDigest = text === 'shown' ? this.shown.digest : this.old;
    const input = how === 'acceptInvitation' ? { invitationId, noticeDigest } : { invitationId };
    return codeOf(mutate(this.stage.actor(who).api, how, input));
  }

  private async adopt(): Promise<Refused> {
    const { admin, organizationId } = this.stage;
    const { notice } = await admin.succeed<{ notice: { version: number } }>(
      'query ($id: ID!) { notice(organizationId: $id) { version } }',
      { id: organizationId },
    );
    const text = `{group}, {retention}, ${notice.version + 1}`;
    await codeOf(
      mutate(admin, 'publishNotice', {
        organizationId,
        textEn: text,
        textZh: text,
        expectedVersion: notice.version,
      }),
    );
    const refused = await codeOf(mutate(admin, 'adoptNotice', { groupUpgradeId: this.id }));
    await this.readNotice();
    return refused;
  }

  private async cutOver(): Promise<Refused> {
    const { token } = await summary(this.stage.admin, this.id);
    return codeOf(
      mutate(this.stage.admin, 'cutOverGroupUpgrade', { groupUpgradeId: this.id, summaryToken: token }),
    );
  }

  /** Runs the upgrade's own job now, for jobs wait by the real clock. */
  private async sweep(): Promise<Refused> {
    const { database } = this.stage.server.app;
    await database.run(
      `select graphile_worker.add_job('upgrade.deadline', json_build_object('groupUpgradeId', $1::text), job_key => $2)`,
      [this.id, `model:${this.id}`],
    );
    return undefined;
  }

  /** Waits until no job is due, and reads. */
  async snapshot(): Promise<Snapshot> {
    const { admin, server, organizationId } = this.stage;
    await eventually('the jobs that are due', async () => {
      const due = await server.app.database.row(
        'select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts limit 1',
      );
      return due === undefined;
    });
    const data = await admin.succeed<RawSnapshot>(SNAPSHOT, {
      id: this.id,
      organizationId,
      members: this.invitationIds.map((_, who) => this.stage.actor(who).memberId),
    });
    const { state, coolingOffUntil, progress, enterpriseGroup } = data.groupUpgrade;
    const { sequence = 0, ...counts } = progress;
    const byId = new Map(data.groupUpgradeInvitations.edges.map(({ node }) => [node.id, node]));
    const invitations = this.invitationIds.map((id, who) => {
      const node = byId.get(id);
      if (!node) throw new Error(`the invitation of ${who} is gone`);
      const circumstances = {
        matched: node.rosterEntry.mobile === maskMobile(this.stage.actor(who).person.mobile),
        enabled: data.nodes[who]?.status === 'ACTIVATED',
        onRoster: node.rosterEntry.leftAt === null,
      };
      return { id, state: node.state, expiresAt: node.expiresAt, round: node.round, circumstances };
    });
    return {
      state,
      coolingOffUntil,
      sequence,
      counts,
      invitations,
      suspended: data.organization.state === 'SUSPENDED',
      joined: enterpriseGroup.members.totalCount,
      receipts: data.groupUpgradeInvitations.edges.reduce(
        (sum, { node }) => sum + node.receipts.totalCount,
        0,
      ),
    };
  }

  /** What the dashboard is told, up to an entry of the log. */
  async *eventsUntil(sequence: number, from: number): AsyncGenerator<SeenEvent> {
    for (let seen = from; seen < sequence;) {
      const data = await this.dashboard.next();
      if (!data) throw new Error(`the stream ended at ${seen} of ${sequence}`);
      const { invitation, ...event } = data.groupUpgradeEvents;
      seen = event.sequence;
      yield { ...event, invitationId: invitation?.id ?? null };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dashboard.close();
  }
}

interface RawEvent extends Omit<SeenEvent, 'invitationId'> {
  readonly invitation: { readonly id: string } | null;
}

/** What an import may say no with. It is made of many calls, and the helper that makes them throws. */
function expectedRefusal(error: unknown): Refused {
  const code = /ORGANIZATION_SUSPENDED|SOURCE_GROUP_CEASED/.exec(String(error))?.[0];
  if (code === undefined) throw error;
  return code;
}

async function codeOf(answered: Promise<{ userErrors: { code: string }[] }>): Promise<Refused> {
  try {
    return (await answered).userErrors[0]?.code;
  } catch (error) {
    const code = /"code":\s*"(NOT_FOUND|FORBIDDEN)"/.exec(String(error))?.[1];
    if (!code) throw error;
    return code;
  }
}

async function membershipOf(api: Api): Promise<string> {
  const data = await api.succeed<{ viewerMemberships: { edges: { node: { id: string } }[] } }>(
    '{ viewerMemberships(first: 1) { edges { node { id } } } }',
  );
  const id = data.viewerMemberships.edges[0]?.node.id;
  if (!id) throw new Error('this person has no account');
  return id;
}
