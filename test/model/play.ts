import { erase } from '../support/erasure.js';
import { mutate } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';
import { signIn } from './actors.js';
import {
  type AboutAll,
  type ByKind,
  type Call,
  type Command,
  type GroupPlace,
  isAboutGroup,
  partsOf,
  said,
} from './commands.js';
import { PlayedUpgrade, type Shared } from './played-upgrade.js';
import { codeOf, codesOf, type Refused } from './refused.js';
import type { Begun, Stage } from './stage.js';
import { gatheredBy, type Whole, wholeOf } from './whole.js';

/** A command with what came of it. */
export interface Performed {
  readonly command: Command;
  readonly refused: Refused;
}

/** Upgrades on the stage, of one group or of two with the same people. */
export class Play implements AsyncDisposable, Shared {
  hours = 0;
  readonly erased = new Set<number>();
  private readonly opened: PlayedUpgrade[] = [];
  private clock = Promise.resolve();
  private readonly erasures = new Map<number, Promise<void>>();

  private constructor(
    private readonly stage: Stage,
    private readonly begun: Begun,
  ) {}

  static async open(stage: Stage, begun: Begun): Promise<Play> {
    const play = new Play(stage, begun);
    for (const place of begun.upgradeIds.keys())
      play.opened.push(await PlayedUpgrade.open(stage, begun, place as GroupPlace, play));
    return play;
  }

  get upgrades(): readonly PlayedUpgrade[] {
    return this.opened;
  }

  /** Places of those who have not been erased. */
  get present(): readonly number[] {
    return this.stage.platformIds.map(([place]) => place).filter((place) => !this.erased.has(place));
  }

  personOf(place: number): { readonly personId: string } {
    return this.stage.actor(place);
  }

  /** What the API tells of the programme, where there is one. */
  async whole(): Promise<Whole | undefined> {
    const { programmeId } = this.begun;
    return programmeId === undefined ? undefined : wholeOf(this.stage.apiOf('officer'), programmeId);
  }

  /** Local ids of the invitations that somebody is told of as theirs. */
  gathered(place: number): Promise<ReadonlySet<string>> {
    return gatheredBy(this.stage.actor(place).api);
  }

  partsOf(call: Call): readonly Command[] {
    return partsOf(call, this.opened.length);
  }

  /** Makes a call, of those of its parts that can be meant. */
  async perform(call: Call, parts: readonly Command[]): Promise<readonly Performed[]> {
    if (call.kind === 'answerTogether') return this.answerTogether(parts);
    return Promise.all(parts.map(async (command) => ({ command, refused: await this.performOne(command) })));
  }

  private performOne(command: Command): Promise<Refused> {
    if (isAboutGroup(command)) return this.upgrade(command.group).perform(command);
    return said<Promise<Refused>, AboutAll['kind']>(this.calls, command);
  }

  private upgrade(place: GroupPlace): PlayedUpgrade {
    const upgrade = this.opened[place];
    if (!upgrade) throw new Error(`no upgrade is played of group ${place}`);
    return upgrade;
  }

  private readonly calls: ByKind<Promise<Refused>, AboutAll['kind']> = {
    erase: ({ who }) => this.erase(who),
    disable: ({ who }) => this.ofMember('disableMember', who),
    enable: ({ who }) => this.ofMember('enableMember', who),
    leave: ({ who }) => this.ofMember('removeMember', who),
    move: ({ who }) => this.ofMember('updateMember', who, { mobile: newMobile() }),
    roles: ({ who, roles }) => this.ofMember('assignMemberRoles', who, { roles }),
    hire: ({ who }) =>
      this.ofOrganization('createMember', { name: 'somebody', mobile: this.stage.actor(who).mobile }),
    settings: ({ region, clock }) =>
      this.ofOrganization('updateOrganizationSettings', {
        membersRegion: region,
        clockWhileSuspended: clock,
      }),
    suspend: () => this.stage.setSuspended(true),
    reinstate: () => this.stage.setSuspended(false),
    promise: ({ terms }) => this.ofOrganization('updateOrganizationSettings', { ...terms }),
    pauseProgramme: () => this.ofProgramme('pauseUpgradeProgramme'),
    resumeProgramme: () => this.ofProgramme('resumeUpgradeProgramme'),
    leaveProgramme: () => this.ofProgramme('cancelUpgradeProgramme'),
    cancelProgramme: () => this.ofProgramme('cancelUpgradeProgramme', { cancelOpenUpgrades: true }),
    travel: ({ hours }) => this.travel(hours),
  };

  private call(name: string, input: Record<string, unknown>): Promise<Refused> {
    return codeOf(mutate(this.stage.apiOf('officer'), name, input));
  }

  private ofMember(name: string, who: number, input: Record<string, unknown> = {}): Promise<Refused> {
    return this.call(name, { memberId: this.stage.actor(who).memberId, ...input });
  }

  private ofOrganization(name: string, input: Record<string, unknown>): Promise<Refused> {
    return this.call(name, { organizationId: this.stage.organizationId, ...input });
  }

  private ofProgramme(name: string, input: Record<string, unknown> = {}): Promise<Refused> {
    return this.call(name, { programmeId: this.begun.programmeId, ...input });
  }

  /** Somebody answers in several groups by one call. */
  private async answerTogether(parts: readonly Command[]): Promise<readonly Performed[]> {
    const given = parts.filter((part) => part.kind === 'answer');
    const [first] = given;
    if (!first) return [];
    const answers = given.map((part) => this.upgrade(part.group).listed(part));
    const called = mutate<{ results: { userErrors: { code: string }[] }[] | null }>(
      this.stage.actor(first.who).api,
      'answerInvitations',
      { answers },
      'results { userErrors { code } }',
    );
    const codes = await codesOf(called, given.length);
    return given.map((command, place) => ({ command, refused: codes[place] }));
  }

  private async travel(hours: number): Promise<Refused> {
    this.hours += hours;
    // One after the other: the clock is a function of the database, and two cannot replace it at once.
    this.clock = this.clock.then(() => this.stage.server.travel(`${this.hours} hours`));
    await this.clock;
    return undefined;
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

  async [Symbol.asyncDispose](): Promise<void> {
    for (const upgrade of this.opened) await upgrade[Symbol.asyncDispose]();
  }
}
