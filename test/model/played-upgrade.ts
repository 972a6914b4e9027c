import { globalId, localId } from '#platform/graphql/relay.js';
import type { Api, Subscription } from '../support/api.js';
import { LEAST_NOTICE } from '../support/notices.js';
import { mutate, summary } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';
import {
  type By,
  type ByKind,
  type Command,
  type GroupCommand,
  type GroupPlace,
  isAboutGroup,
  type Of,
  said,
} from './commands.js';
import type { SeenEvent } from './consent-model.js';
import type { Cast } from './expectations.js';
import type { Facts } from './facts.js';
import { readFacts } from './read-facts.js';
import { codeOf, codeOfImport, type Refused } from './refused.js';
import type { Begun, Stage } from './stage.js';
import type { StageGroup } from './stage-group.js';
import { type Told, toldOf } from './told.js';

interface RawEvent extends Omit<SeenEvent, 'invitationId'> {
  readonly invitation: { readonly id: string } | null;
}

const EVENTS = `subscription ($id: ID!) { groupUpgradeEvents(id: $id) {
  sequence type at fromState toState reason invitation { id } } }`;

/** What all upgrades of a play have in common. */
export interface Shared {
  /** By how many hours the clock was set forward. */
  readonly hours: number;
  /** Places of those who were erased. */
  readonly erased: ReadonlySet<number>;
}

/** One upgrade on the stage, watched by a dashboard from its first event to its last. */
export class PlayedUpgrade implements AsyncDisposable, Cast {
  private shown: { edition: number; digest: string } = { edition: 0, digest: '' };
  private old = 'f'.repeat(64);
  /** Local ids by place, of those who were ever on the roster and were asked. */
  private readonly entries = new Map<number, string>();
  private readonly invitations = new Map<number, string>();

  private constructor(
    private readonly stage: Stage,
    private readonly begun: Begun,
    readonly place: GroupPlace,
    private readonly shared: Shared,
    private readonly dashboard: Subscription<{ groupUpgradeEvents: RawEvent }>,
  ) {}

  static async open(stage: Stage, begun: Begun, place: GroupPlace, shared: Shared): Promise<PlayedUpgrade> {
    const dashboard = stage
      .apiOf('officer')
      .subscribe<{ groupUpgradeEvents: RawEvent }>(EVENTS, { id: begun.upgradeIds[place] });
    const upgrade = new PlayedUpgrade(stage, begun, place, shared, dashboard);
    await upgrade.readNotice();
    return upgrade;
  }

  private get id(): string {
    return this.begun.upgradeIds[this.place] ?? '';
  }

  private get group(): StageGroup {
    return this.stage.group(this.place);
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
    const { erased } = this.shared;
    if ('who' in command && erased.has(command.who)) return false;
    if ('of' in command && (erased.has(command.of) || !this.entries.has(command.of))) return false;
    if (command.kind === 'match') return typeof command.with === 'string' || !erased.has(command.with);
    if (command.kind.endsWith('Programme')) return this.begun.programmeId !== undefined;
    return !('of' in command) || this.invitations.has(command.of);
  }

  /** Whether it is about this upgrade, or about all. */
  concerns(command: Command): boolean {
    return !isAboutGroup(command) || command.group === this.place;
  }

  private async readNotice(): Promise<void> {
    const data = await this.stage.apiOf('officer').succeed<{
      groupUpgrade: { notice: { edition: number; text: { digest: string } } };
    }>('query ($id: ID!) { groupUpgrade(id: $id) { notice { edition text(language: EN) { digest } } } }', {
      id: this.id,
    });
    const { edition, text } = data.groupUpgrade.notice;
    // Another edition may promise something else in the same words.
    if (text.digest !== this.shown.digest && this.shown.edition > 0) this.old = this.shown.digest;
    this.shown = { edition, digest: text.digest };
  }

  perform(command: GroupCommand): Promise<Refused> {
    return said<Promise<Refused>, GroupCommand['kind']>(this.calls, command);
  }

  private readonly calls: ByKind<Promise<Refused>, GroupCommand['kind']> = {
    answer: (command) => this.answer(command),
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
    adopt: ({ publishes }) => this.adopt(publishes),
    cutOver: ({ by }) => this.cutOver(by),
    confirm: ({ by }) => this.confirm(by),
    admit: ({ who }) => this.admit(who),
    askAdmission: ({ who }) => this.askAdmission(who),
    sweep: () => this.sweep(),

    match: (command) => this.match(command),
    roster: (roster) => codeOfImport(this.group.importRoster(roster)),
    askForMandate: () =>
      this.call('officer', 'requestUpgradeMandates', { sourceGroupIds: [this.group.sourceGroupId] }),
    grant: ({ by }) => this.call(by, 'grantUpgradeMandate', { sourceGroupId: this.group.sourceGroupId }),
    revoke: ({ by }) => this.call(by, 'revokeUpgradeMandate', { sourceGroupId: this.group.sourceGroupId }),
  };

  private call(by: By, name: string, input: Record<string, unknown>): Promise<Refused> {
    return codeOf(mutate(this.stage.apiOf(by), name, input));
  }

  private ofUpgrade(name: string, input: Record<string, unknown> = {}, by: By = 'officer'): Promise<Refused> {
    return this.call(by, name, { groupUpgradeId: this.id, ...input });
  }

  private match({ of, with: whom }: Of<'match'>): Promise<Refused> {
    const rosterEntryId = globalId('RosterEntry', this.entries.get(of) ?? '');
    if (whom === 'nobody') return this.call('officer', 'unmatchRosterEntry', { rosterEntryId });
    const mobile = whom === 'stranger' ? newMobile() : this.stage.actor(whom).mobile;
    return this.call('officer', 'matchRosterEntry', { rosterEntryId, mobile });
  }

  private inDays(days: number): string {
    return new Date(Date.now() + this.shared.hours * 3_600_000 + days * 86_400_000).toISOString();
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

  /** The same, as one of several answers. */
  listed({ of, how }: Of<'answer'>): Record<string, unknown> {
    const invitationId = this.globalOf(of);
    if (how !== 'acceptInvitation') return { invitationId, answer: 'DECLINE' };
    return { invitationId, answer: 'ACCEPT', noticeDigest: this.shown.digest };
  }

  private async adopt(publishes: boolean): Promise<Refused> {
    const officer = this.stage.apiOf('officer');
    if (publishes) await this.publish(officer);
    const refused = await codeOf(mutate(officer, 'adoptNotice', { groupUpgradeId: this.id }));
    await this.readNotice();
    return refused;
  }

  private async publish(officer: Api): Promise<void> {
    const { organizationId } = this.stage;
    const { notice } = await officer.succeed<{ notice: { version: number } }>(
      'query ($id: ID!) { notice(organizationId: $id) { version } }',
      { id: organizationId },
    );
    const text = `${LEAST_NOTICE} ${notice.version + 1}`;
    const published = { organizationId, textEn: text, textZh: text, expectedVersion: notice.version };
    await codeOf(mutate(officer, 'publishNotice', published));
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
    this.stage.leave(this.place, facts);
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
