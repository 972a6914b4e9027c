import { type By, type ByKind, type Command, type Kind, type Of, said } from './commands.js';
import { type ConsentModel, STATE_OF } from './consent-model.js';
import {
  type Account,
  entryOf,
  type Facts,
  hindrance,
  isMandateGranted,
  isPresent,
  keepsPromises,
  namedOwner,
  type Question,
  speaker,
  standing,
} from './facts.js';

/** The people of a play as the model knows them: who they are, not what has become of them. */
export interface Cast {
  personOf(who: number | 'officer'): { readonly personId: string; readonly mobile: string };
  /** The account that they had at the beginning. */
  accountOf(who: number | 'officer'): string;
  /** The entry of whoever stands at this place of the roster; undefined when they never were on it. */
  entryOf(place: number): string | undefined;
  /** The invitation of whoever stands at this place of the roster; undefined when they are not asked. */
  invitationOf(place: number): string | undefined;
  readonly secondAdministrator: boolean;
}

const MANAGERS = ['ADMINISTRATOR', 'GROUP_ADMINISTRATOR'];
const DAY_MS = 86_400_000;
/** What is not for the organization's own people to do. */
const EVEN_SUSPENDED = new Set<Kind>(['suspend', 'reinstate', 'erase', 'sweep', 'travel']);

/**
 * Whether a command must be done (true) or refused (false) by what the people of an upgrade are promised; undefined
 * where nothing is promised.
 */
export function expectation(
  command: Command,
  model: ConsentModel,
  facts: Facts,
  cast: Cast,
): boolean | undefined {
  return new Rules(model, facts, cast).of(command);
}

/** Who would be a member if the cut-over were now: said yes to the present text, as the account that it still is. */
function joins(model: ConsentModel, facts: Facts, question: Question): boolean {
  return outcomeOf(model, facts, question) === null;
}

/** Why somebody is left out if the cut-over were now; null when they join. */
export function outcomeOf(model: ConsentModel, facts: Facts, question: Question): string | null {
  const asked = model.of(question.id);
  if (!asked) return 'NOBODY';
  const entry = entryOf(facts, question);
  switch (asked.state) {
    case 'ACCEPTED': {
      if (asked.agreed !== model.edition) return 'EXPIRED';
      const account = facts.accounts.find(({ id }) => id === asked.by?.account);
      if (!account || account.status === 'LEFT') return 'LEFT_ORGANIZATION';
      const same = account.mobile === entry.mobile && account.personId === asked.by?.personId;
      return same ? hindrance(facts, entry) : 'MOBILE_MISMATCH';
    }
    case 'BLOCKED':
      // What is cured once answers are closed has kept them from answering all the same.
      return hindrance(facts, entry) ?? question.reason;
    case 'PENDING':
      return 'EXPIRED';
    case 'REVOKED':
      return 'REMOVED_BY_ADMIN';
    default:
      return asked.state;
  }
}

class Rules {
  constructor(
    private readonly model: ConsentModel,
    private readonly facts: Facts,
    private readonly cast: Cast,
  ) {}

  of(command: Command): boolean | undefined {
    // What an organization's own people do is refused while it is suspended.
    if (this.facts.suspended && !EVEN_SUSPENDED.has(command.kind)) return false;
    return said(this.rules, command);
  }

  private readonly rules: ByKind<boolean | undefined> = {
    answer: (command) => this.takes(command),
    close: () => this.state === 'INVITING',
    adopt: ({ publishes }) => this.state === 'INVITING' && (publishes || this.isTextOld),
    remind: () => this.state === 'INVITING',
    remindOne: () => this.state === 'INVITING',
    stop: () => this.state === 'COOLING_OFF',
    pause: () => this.isLive,
    resume: () =>
      this.state === 'PAUSED' &&
      this.facts.programme !== 'PAUSED' &&
      ['PRESENT', 'REPRESENTED'].includes(standing(this.facts)),
    cancel: () => this.isLive || this.state === 'PAUSED',
    takeUp: ({ by }) => this.takesUp(by),
    cutOver: ({ by }) => this.acts(by, MANAGERS) && this.mayBeCutOverFor(by),
    confirm: ({ by }) => this.confirms(by),
    reinvite: () => this.isLive && (this.model.hasAskable || (this.isSomebodyOverdue ? undefined : false)),
    extend: ({ days }) => this.state === 'INVITING' && this.isPutOff(this.facts.upgrade.expiresAt, days),
    extendOne: ({ of, days }) => {
      const question = this.questionAt(of);
      const asked = question && this.model.of(question.id)?.state;
      const open = asked === 'PENDING' || asked === 'BLOCKED';
      return this.state === 'INVITING' && open && this.isPutOff(question?.expiresAt ?? 0, days);
    },
    remove: ({ of }) => {
      const asked = this.model.of(this.cast.invitationOf(of) ?? '');
      return this.isLive && asked !== undefined && asked.state !== 'REVOKED';
    },
    admit: ({ who }) => {
      const account = this.accountOf(who);
      const joined = account !== undefined && this.facts.joined.includes(account.id);
      const foreign = this.facts.mainlandOnly && account?.mobile.startsWith('+86') === false;
      const staysOut = this.model.staysOut(account?.personId ?? '');
      return (
        this.state === 'COMPLETED' && account?.status === 'ACTIVATED' && !joined && !foreign && !staysOut
      );
    },
    askAdmission: ({ who }) => {
      const account = this.accountOf(who);
      const own = account?.status === 'ACTIVATED' && account.personId === this.cast.personOf(who).personId;
      return this.state === 'COMPLETED' && own && !this.facts.joined.includes(account.id);
    },

    disable: ({ who }) => ['ACTIVATED', 'NOT_ACTIVATED'].includes(this.accountOf(who)?.status ?? ''),
    enable: ({ who }) => this.accountOf(who)?.status === 'DISABLED',
    move: ({ who }) => this.accountOf(who)?.status !== 'LEFT',
    leave: ({ who }) => this.accountOf(who)?.status !== 'LEFT',
    roles: ({ who }) => this.accountOf(who)?.status !== 'LEFT',
    hire: ({ who }) => {
      const { mobile } = this.cast.personOf(who);
      return !this.facts.accounts.some((account) => account.mobile === mobile && account.status !== 'LEFT');
    },
    settings: () => true,
    promise: () => true,
    match: (command) => this.facts.group.state === 'LIVE' && !this.unseatsOwner(command),
    roster: () => this.facts.group.state === 'LIVE',
    askForMandate: () => undefined,
    grant: ({ by }) => this.decidesOnMandate(by) && !isMandateGranted(this.facts),
    revoke: ({ by }) => {
      if (!this.decidesOnMandate(by)) return false;
      return isMandateGranted(this.facts) || this.facts.mandate?.state === 'REQUESTED' ? true : undefined;
    },
    pauseProgramme: () => this.facts.programme === 'RUNNING',
    resumeProgramme: () => this.facts.programme === 'PAUSED',
    leaveProgramme: () => this.isProgrammeOpen,
    cancelProgramme: () => this.isProgrammeOpen,
    suspend: () => !this.facts.suspended,
    reinstate: () => this.facts.suspended,
    erase: () => undefined,
    sweep: () => undefined,
    travel: () => undefined,
  };

  private get state(): string {
    return this.model.state;
  }

  private get isProgrammeOpen(): boolean {
    return this.facts.programme === 'RUNNING' || this.facts.programme === 'PAUSED';
  }

  private decidesOnMandate(by: By): boolean {
    return this.facts.group.state === 'LIVE' && this.owns(by);
  }

  private get isLive(): boolean {
    return this.model.state === 'INVITING' || this.model.state === 'COOLING_OFF';
  }

  /** Whether there is another text than what is asked about, or one that would promise something else. */
  private get isTextOld(): boolean {
    const { newestText, upgrade } = this.facts;
    return newestText !== upgrade.text || !keepsPromises(this.facts);
  }

  private get isSomebodyOverdue(): boolean {
    return this.facts.invitations.some(
      ({ state, expiresAt }) => state === 'PENDING' && expiresAt <= this.facts.now,
    );
  }

  private questionAt(place: number): Question | undefined {
    const id = this.cast.invitationOf(place);
    return this.facts.invitations.find((question) => question.id === id);
  }

  private accountOf(who: number | 'officer'): Account | undefined {
    const id = this.cast.accountOf(who);
    return this.facts.accounts.find((account) => account.id === id);
  }

  /** Whether somebody uses their account, with one of these roles. */
  private acts(who: number | 'officer', roles: readonly string[]): boolean {
    const account = this.accountOf(who);
    const own = account?.status === 'ACTIVATED' && account.personId === this.cast.personOf(who).personId;
    return own && account.roles.some((role) => roles.includes(role));
  }

  /** Whether the group is theirs, whatever their role, and they use their account. */
  private owns(who: number | 'officer'): boolean {
    const own = namedOwner(this.facts);
    return own?.id === this.cast.accountOf(who) && own.personId === this.cast.personOf(who).personId;
  }

  /** Whether somebody else would be said to be the owner, while an upgrade depends on the word of who can give it. */
  private unseatsOwner({ of, with: whom }: Of<'match'>): boolean {
    const { facts, cast } = this;
    const entry = facts.entries.find(({ id }) => id === cast.entryOf(of));
    if (!entry || !facts.openOwners.includes(entry.identityId) || !speaker(facts, entry.identityId))
      return false;
    return typeof whom !== 'number' || cast.personOf(whom).mobile !== entry.mobile;
  }

  /** An end is only put off, and none that has come. */
  private isPutOff(end: number, days: number): boolean {
    const { now } = this.facts;
    return now < end && now + days * DAY_MS > end;
  }

  private takes({ who, of, how, text }: Of<'answer'>): boolean {
    const { model, facts, cast } = this;
    const question = this.questionAt(of);
    const asked = question && model.of(question.id);
    if (!asked) return false;
    const entry = entryOf(facts, question);
    const { personId, mobile } = cast.personOf(who);
    // A question is whoever's has the number; an answer is its giver's, whatever becomes of the number.
    if (asked.by ? asked.by.personId !== personId : entry.mobile !== mobile) return false;
    const to = STATE_OF[how];
    if (!model.couldTurn(question.id, to)) return false;
    const present = isPresent(facts, entry, personId);
    if (asked.state === 'PENDING' && (facts.now >= question.expiresAt || !present)) return false;
    return to !== 'ACCEPTED' || (present && text === 'shown');
  }

  private takesUp(by: By): boolean | undefined {
    if (this.model.state !== 'PAUSED') return false;
    const may = this.isSuccessor(by);
    // Whether a paused programme keeps its upgrades from being taken up is the programme's to say.
    return may && this.facts.programme === 'PAUSED' ? undefined : may;
  }

  /** An owner who can speak decides or says who may; for one who cannot an administrator does. */
  private isSuccessor(by: By): boolean {
    const stands = standing(this.facts);
    if (stands === 'CHANGED')
      return this.owns(by) || (isMandateGranted(this.facts) && this.acts(by, MANAGERS));
    return (stands === 'GONE' || stands === 'OUT_OF_REACH') && this.acts(by, ['ADMINISTRATOR']);
  }

  /** Whether the cut-over is possible, and this person's word is the owner's. */
  private mayBeCutOverFor(by: By): boolean {
    const { model, facts, cast } = this;
    const { coolingOffUntil, standIn } = facts.upgrade;
    if (model.state !== 'COOLING_OFF' || coolingOffUntil === null || facts.now < coolingOffUntil)
      return false;
    const stands = standing(facts);
    const represents = stands === 'REPRESENTED' && standIn === cast.personOf(by).personId;
    const known = stands !== 'CHANGED' && stands !== 'OUT_OF_REACH';
    const word = represents || (known && (this.owns(by) || isMandateGranted(facts)));
    const joining = facts.invitations.filter((question) => joins(model, facts, question));
    const people = new Set(joining.map(({ id }) => model.of(id)?.by?.account));
    return word && keepsPromises(facts) && people.size >= 2;
  }

  private confirms(by: By): boolean | undefined {
    const { model, cast } = this;
    const { proposal } = model;
    if (!cast.secondAdministrator || !proposal || model.state !== 'COOLING_OFF') return false;
    if (proposal.by === cast.personOf(by).personId || !this.acts(by, MANAGERS)) return false;
    if (!keepsPromises(this.facts)) return false;
    return proposal.sequence === model.sequence ? undefined : false;
  }
}
