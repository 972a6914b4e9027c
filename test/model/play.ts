import { globalId, localId } from '#platform/graphql/relay.js';
import type { Subscription } from '../support/api.js';
import { erase } from '../support/erasure.js';
import { LEAST_NOTICE } from '../support/notices.js';
import { mutate, summary } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';
import { type By, type ByKind, type Command, type Of, said } from './commands.js';
import type { SeenEvent } from './consent-model.js';
import type { Cast } from './expectations.js';
import type { Facts } from './facts.js';
import { readFacts } from './read-facts.js';
import { codeOf, codeOfImport, type Refused } from './refused.js';
import { type Begun, signIn, type Stage } from './stage.js';
import { type Told, toldOf } from './told.js';

interface RawEvent extends Omit<SeenEvent, 'invitationId'> {
  readonly invitation: { readonly id: string } | null;
}

const EVENTS = `subscription ($id: ID!) { groupUpgradeEvents(id: $id) {
  sequence type at fromState toState reason invitation { id } } }`;

/** One upgrade on the stage, watched by a dashboard from its first event to its last. */
export class Play implements AsyncDisposable, Cast {
  private hours = 0;
  private clock = Promise.resolve();
  private readonly erasures = new Map<number, Promise<void>>();
  private shown: { edition: number; digest: string } = { edition: 0, digest: '' };
  private old = 'f'.repeat(64);
  /** Local ids by place, of those who were ever on the roster and were asked. */
  private readonly entries = new Map<number, string>();
  private readonly invitations = new Map<number, string>();
  private readonly erased = new Set<number>();

  private constructor(
    private readonly stage: Stage,
    private readonly begun: Begun,
    private readonly dashboard: Subscription<{ groupUpgradeEvents: RawEvent }>,
  ) {}

  static async open(stage: Stage, begun: Begun): Promise<Play> {
    const dashboard = stage
      .apiOf('officer')
      .subscribe<{ groupUpgradeEvents: RawEvent }>(EVENTS, { id: begun.upgradeId });
    const play = new Play(stage, begun, dashboard);
    await play.readNotice();
    return play;
  }

  private get id(): string {
    return this.begun.upgradeId;
  }

  get secondAdministrator(): boolean {
    return this.begun.terms.secondAdministrator;
  }

  personOf(who: number | 'officer'): { personId: string; mobile: string } {
    return this.stage.actor(who);
  }

  accountOf(who: number | 'officer'): string {
    return localId('Member', this.stage.actor(who).memberId);
  }

  entryOf(place: number): string | undefined {
    return this.entries.get(place);
  }

  invitationOf(place: number): string | undefined {
    return this.invitations.get(place);
  }

  /** Whether there is anybody to do it, and to whom. Who was erased does nothing more, and nothing is done to them. */
  isPossible(command: Command): boolean {
    if ('who' in command && this.erased.has(command.who)) return false;
    if ('of' in command && (this.erased.has(command.of) || !this.entries.has(command.of))) return false;
    if (command.kind === 'match') return typeof command.with === 'string' || !this.erased.has(command.with);
    if (command.kind.endsWith('Programme')) return this.begun.programmeId !== undefined;
    return !('of' in command) || this.invitations.has(command.of);
  }

  private async readNotice(): Promise<void> {
    const data = await this.stage.apiOf('officer').succeed<{
      groupUpgrade: { notice: { edition: number; text: { digest: string } } };
    }>('query ($id: ID!) { groupUpgrade(id: $id) { notice { edition text(language: EN) { digest } } } }', {
      id: this.id,
    });
    const { edition, text } = data.groupUpgrade.notice;
    if (edition !== this.shown.edition && this.shown.edition > 0) this.old = this.shown.digest;
    this.shown = { edition, digest: text.digest };
  }

  perform(command: Command): Promise<Refused> {
    return said(this.calls, command);
  }

  private readonly calls: ByKind<Promise<Refused>> = {
    answer: (command) => this.answer(command),
    erase: ({ who }) => this.erase(who),

    close: () => this.ofUpgrade('closeGroupUpgrade'),
    cancel: () => this.ofUpgrade('cancelGroupUpgrade'),
    pause: () => this.ofUpgrade('pauseGroupUpgrade'),
    resume: () => this.ofUpgrade('resumeGroupUpgrade'),
    stop: () => this.ofUpgrade('stopCoolingOff'),
    reinvite: () =>
      this.ofUpgrade('reinviteMembers', {
        states: ['DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED'],
        answerDays: 2,
      }),
    extend: ({ days }) => this.ofUpgrade('extendGroupUpgradeDeadline', { expiresAt: this.inDays(days) }),
    extendOne: ({ of, days }) =>
      this.ofUpgrade('extendGroupUpgradeDeadline', {
        expiresAt: this.inDays(days),
        invitationIds: [this.globalOf(of)],
      }),
    remove: ({ of }) => this.ofUpgrade('removeFromUpgrade', { invitationIds: [this.globalOf(of)] }),
    remind: () => this.ofUpgrade('remindMembers'),
    remindOne: ({ of }) => this.ofUpgrade('remindMembers', { invitationIds: [this.globalOf(of)] }),
    takeUp: ({ by }) => this.ofUpgrade('takeUpGroupUpgrade', {}, by),
    adopt: () => this.adopt(),
    cutOver: ({ by }) => this.cutOver(by),
    confirm: ({ by }) => this.confirm(by),
    admit: ({ who }) => this.admit(who),
    askAdmission: ({ who }) => this.askAdmission(who),
    sweep: () => this.sweep(),

    disable: ({ who }) => this.ofMember('disableMember', who),
    enable: ({ who }) => this.ofMember('enableMember', who),
    leave: ({ who }) => this.ofMember('removeMember', who),
    move: ({ who }) => this.ofMember('updateMember', who, { mobile: newMobile() }),
    roles: ({ who, roles }) => this.ofMember('assignMemberRoles', who, { roles }),
    hire: ({ who }) =>
      this.ofOrganization('createMember', { name: 'somebody', mobile: this.stage.actor(who).mobile }),
    match: (command) => this.match(command),
    roster: (roster) => codeOfImport(this.stage.importRoster(roster)),
    settings: ({ region, clock }) =>
      this.ofOrganization('updateOrganizationSettings', {
        membersRegion: region,
        clockWhileSuspended: clock,
      }),
    suspend: () => this.stage.setSuspended(true),
    reinstate: () => this.stage.setSuspended(false),
    askForMandate: () =>
      this.call('officer', 'requestUpgradeMandates', { sourceGroupIds: [this.stage.sourceGroupId] }),
    grant: ({ by }) => this.call(by, 'grantUpgradeMandate', { sourceGroupId: this.stage.sourceGroupId }),
    revoke: ({ by }) => this.call(by, 'revokeUpgradeMandate', { sourceGroupId: this.stage.sourceGroupId }),
    pauseProgramme: () => this.ofProgramme('pauseUpgradeProgramme'),
    resumeProgramme: () => this.ofProgramme('resumeUpgradeProgramme'),
    leaveProgramme: () => this.ofProgramme('cancelUpgradeProgramme'),
    cancelProgramme: () => this.ofProgramme('cancelUpgradeProgramme', { cancelOpenUpgrades: true }),
    travel: ({ hours }) => this.travel(hours),
  };

  private call(by: By, name: string, input: Record<string, unknown>): Promise<Refused> {
    return codeOf(mutate(this.stage.apiOf(by), name, input));
  }

  private ofUpgrade(name: string, input: Record<string, unknown> = {}, by: By = 'officer'): Promise<Refused> {
    return this.call(by, name, { groupUpgradeId: this.id, ...input });
  }

  private ofMember(name: string, who: number, input: Record<string, unknown> = {}): Promise<Refused> {
    return this.call('officer', name, { memberId: this.stage.actor(who).memberId, ...input });
  }

  private ofOrganization(name: string, input: Record<string, unknown>): Promise<Refused> {
    return this.call('officer', name, { organizationId: this.stage.organizationId, ...input });
  }

  private ofProgramme(name: string, input: Record<string, unknown> = {}): Promise<Refused> {
    return this.call('officer', name, { programmeId: this.begun.programmeId, ...input });
  }

  private match({ of, with: whom }: Of<'match'>): Promise<Refused> {
    const rosterEntryId = globalId('RosterEntry', this.entries.get(of) ?? '');
    if (whom === 'nobody') return this.call('officer', 'unmatchRosterEntry', { rosterEntryId });
    const mobile = whom === 'stranger' ? newMobile() : this.stage.actor(whom).mobile;
    return this.call('officer', 'matchRosterEntry', { rosterEntryId, mobile });
  }

  private async travel(hours: number): Promise<Refused> {
    this.hours += hours;
    // One after the other: the clock is a function of the database, and two cannot replace it at once.
    this.clock = this.clock.then(() => this.stage.server.travel(`${this.hours} hours`));
    await this.clock;
    return undefined;
  }

  private inDays(days: number): string {
    return new Date(Date.now() + this.hours * 3_600_000 + days * 86_400_000).toISOString();
  }

  private globalOf(place: number): string {
    return globalId('Invitation', this.invitations.get(place) ?? '');
  }

  private async answer({ who, of, how, text }: Of<'answer'>): Promise<Refused> {
    const invitationId = this.globalOf(of);
    const noticeDigest = text === 'shown' ? this.shown.digest : this.old;
    const input = how === 'acceptInvitation' ? { invitationId, noticeDigest } : { invitationId };
    return codeOf(mutate(this.stage.actor(who).api, how, input));
  }

  /** One after the other for the same person: each needs a fresh sign-in, and the newest code alone is good. */
  private async erase(who: number): Promise<Refused> {
    const { server } = this.stage;
    this.erased.add(who);
    this.stage.spoil(who);
    const before = this.erasures.get(who) ?? Promise.resolve();
    const mine = before.then(async () => erase(server, await signIn(server, this.stage.actor(who).mobile)));
    this.erasures.set(who, mine);
    await mine;
    return undefined;
  }

  private async adopt(): Promise<Refused> {
    const { organizationId } = this.stage;
    const officer = this.stage.apiOf('officer');
    const { notice } = await officer.succeed<{ notice: { version: number } }>(
      'query ($id: ID!) { notice(organizationId: $id) { version } }',
      { id: organizationId },
    );
    const text = `${LEAST_NOTICE} ${notice.version + 1}`;
    const published = { organizationId, textEn: text, textZh: text, expectedVersion: notice.version };
    await codeOf(mutate(officer, 'publishNotice', published));
    const refused = await codeOf(mutate(officer, 'adoptNotice', { groupUpgradeId: this.id }));
    await this.readNotice();
    return refused;
  }

  private async cutOver(by: By): Promise<Refused> {
    const api = this.stage.apiOf(by);
    const read = await summary(api, this.id).catch((error: unknown) => {
      // Who may not manage upgrades reads no summary, and nobody does of one that is over.
      if (/"(NOT_FOUND|FORBIDDEN)"|the upgrade is over/.test(String(error))) return { token: 'none' };
      throw error;
    });
    return codeOf(mutate(api, 'cutOverGroupUpgrade', { groupUpgradeId: this.id, summaryToken: read.token }));
  }

  private async confirm(by: By): Promise<Refused> {
    const data = await this.stage
      .apiOf('officer')
      .succeed<{ groupUpgrade: { cutOverProposal: { id: string } | null } }>(
        'query ($id: ID!) { groupUpgrade(id: $id) { cutOverProposal { id } } }',
        { id: this.id },
      );
    const proposalId = data.groupUpgrade.cutOverProposal?.id;
    if (!proposalId) return 'NOTHING_PROPOSED';
    return codeOf(mutate(this.stage.apiOf(by), 'confirmCutOver', { groupUpgradeId: this.id, proposalId }));
  }

  private async admit(who: number): Promise<Refused> {
    const enterpriseGroupId = await this.enterpriseGroup();
    const { memberId } = this.stage.actor(who);
    return codeOf(mutate(this.stage.apiOf('officer'), 'admitMember', { enterpriseGroupId, memberId }));
  }

  private async askAdmission(who: number): Promise<Refused> {
    const enterpriseGroupId = await this.enterpriseGroup();
    return codeOf(mutate(this.stage.actor(who).api, 'requestAdmission', { enterpriseGroupId }));
  }

  private async enterpriseGroup(): Promise<string> {
    const data = await this.stage
      .apiOf('officer')
      .succeed<{ groupUpgrade: { enterpriseGroup: { id: string } } }>(
        'query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }',
        { id: this.id },
      );
    return data.groupUpgrade.enterpriseGroup.id;
  }

  /** Runs the upgrade's own job now, for jobs wait by the real clock. */
  private async sweep(): Promise<Refused> {
    await this.stage.server.app.database.run(
      `select graphile_worker.add_job('upgrade.deadline', json_build_object('groupUpgradeId', $1::text), job_key => $2)`,
      [localId('GroupUpgrade', this.id), `model:${this.id}`],
    );
    return undefined;
  }

  /** Waits until no job is due, and reads. */
  async facts(): Promise<Facts> {
    await this.stage.untilIdle();
    const facts = await readFacts(this.stage.server.app.database, localId('GroupUpgrade', this.id));
    this.stage.leave(facts);
    for (const [place, platformId] of this.stage.platformIds) {
      const entry = facts.entries.find((one) => one.platformId === platformId);
      if (entry && !this.entries.has(place)) this.entries.set(place, entry.id);
      const question = facts.invitations.find(({ entryId }) => entryId === this.entries.get(place));
      if (question) this.invitations.set(place, question.id);
    }
    return facts;
  }

  /** What the API tells its clients of the same. */
  told(): Promise<Told> {
    return toldOf(this.stage.apiOf('officer'), this.id);
  }

  /** What the dashboard is told, up to an entry of the log. */
  async *eventsUntil(sequence: number, from: number): AsyncGenerator<SeenEvent> {
    for (let seen = from; seen < sequence;) {
      const data = await this.dashboard.next();
      if (!data) throw new Error(`the stream ended at ${seen} of ${sequence}`);
      const { invitation, ...event } = data.groupUpgradeEvents;
      seen = event.sequence;
      yield { ...event, invitationId: invitation && localId('Invitation', invitation.id) };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dashboard.close();
  }
}
