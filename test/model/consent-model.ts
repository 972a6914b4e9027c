import type { How } from './commands.js';

/*
 * The life of one upgrade as the people of it are promised it, said once more and independently of the product: small
 * enough to be read in one go, with nothing in it about locks, rows or requests.
 */

export interface SeenEvent {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly reason: string | null;
  readonly invitationId: string | null;
}

interface Asked {
  state: string;
  /** How often they were asked, and whether they have ever said no. */
  rounds: number;
  declined: boolean;
  /** When the question became one that can be answered; undefined while it is none. */
  since: number | undefined;
  /** Whose the present answer is, and to which edition of the text it is a yes. */
  by: Giver | undefined;
  agreed: number | undefined;
}

/** Who gave an answer: the person, and the account that they had then. */
export interface Giver {
  readonly personId: string;
  readonly account: string;
}

const OVER = new Set(['COMPLETED', 'CANCELLED']);
const OUTCOMES = new Set(['INCLUDED', 'EXCLUDED']);

/** Where an answer may lead, besides the first one: a given one can be changed as long as nothing is carried out. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  ACCEPTED: ['DECLINED', 'WITHDRAWN'],
  DECLINED: ['ACCEPTED'],
  WITHDRAWN: ['ACCEPTED', 'DECLINED'],
};

export const STATE_OF: Readonly<Record<How, string>> = {
  acceptInvitation: 'ACCEPTED',
  declineInvitation: 'DECLINED',
  withdrawAcceptance: 'WITHDRAWN',
};

/** What happens in one state alone. */
const ONLY_WHILE: Readonly<Record<string, string>> = {
  NOTICE_CHANGED: 'INVITING',
  ROUND_STARTED: 'INVITING',
  DEADLINE_EXTENDED: 'INVITING',
  EXPIRY_WARNED: 'INVITING',
  MEMBERS_REMINDED: 'INVITING',
  HISTORY_PROVED: 'COOLING_OFF',
  CUT_OVER_PROPOSED: 'COOLING_OFF',
};

/** Who is out, and can be asked again on purpose. */
const ASKABLE = new Set(['DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED']);
/** How often somebody who has said no is asked, the first time among them. */
const ROUNDS_AFTER_NO = 3;

export class ConsentModel {
  state = 'NONE';
  sequence = 0;
  edition = 1;
  /** What stands for somebody else to confirm: the last entry of the log when it was proposed. */
  proposal: { readonly sequence: number; readonly by: string | undefined } | undefined;
  private readonly invitations = new Map<string, Asked>();
  /** What each person has said last, to whichever question. */
  private readonly words = new Map<string, string>();
  /** Once the first outcome is there, nothing but outcomes follows until this. */
  private finishing: 'COMPLETED' | 'CANCELLED' | undefined;

  /** Takes the next entry of the log; throws where it could not follow what came before. */
  apply(event: SeenEvent): void {
    this.must(event.sequence === this.sequence + 1, event, `follows ${this.sequence}`);
    this.must(!OVER.has(this.state), event, 'comes after the end');
    this.sequence = event.sequence;
    const only = ONLY_WHILE[event.type];
    this.must(only === undefined || only === this.state, event, `comes while ${this.state}`);
    if (event.invitationId !== null && event.type.startsWith('INVITATION_'))
      this.ofInvitation(event, event.invitationId);
    else this.ofUpgrade(event);
  }

  private ofUpgrade(event: SeenEvent): void {
    const { type, fromState, toState } = event;
    if (type === 'UPGRADE_STARTED') this.must(this.state === 'NONE', event, 'is no beginning');
    else if (toState !== null) this.must(fromState === this.state, event, `finds ${this.state}`);
    if (type === 'NOTICE_CHANGED') this.edition = Number(event.reason);
    if (type === 'CUT_OVER_PROPOSED') this.proposal = { sequence: this.sequence, by: undefined };
    this.must(!this.finishing || this.finishing === toState, event, 'comes between outcomes and the end');
    if (toState === null) return;
    this.must((UPGRADE[this.state] ?? []).includes(toState), event, `cannot follow ${this.state}`);
    if (toState === 'COMPLETED') {
      const left = [...this.invitations.values()].filter((asked) => !OUTCOMES.has(asked.state));
      this.must(left.length === 0, event, 'leaves somebody without an outcome');
    }
    this.state = toState;
  }

  private ofInvitation(event: SeenEvent, id: string): void {
    const { type, fromState, toState, reason } = event;
    const asked = this.invitations.get(id);
    this.must((type === 'INVITATION_CREATED') === (asked === undefined), event, 'is no such step');
    if (toState === null) throw new Error(`event ${event.sequence} leads nowhere`);
    const since = toState === 'PENDING' ? Date.parse(event.at) : undefined;
    if (asked === undefined) {
      this.must(toState === 'PENDING' || toState === 'BLOCKED', event, 'is no beginning');
      this.must(this.state !== 'PAUSED', event, 'asks somebody while it stands still');
      const fresh = { rounds: 1, declined: false, by: undefined, agreed: undefined };
      this.invitations.set(id, { state: toState, since, ...fresh });
      return;
    }
    this.must(asked.state === fromState, event, `finds ${asked.state}`);
    this.must(this.mayTurn(asked, toState, reason), event, `is not allowed while ${this.state}`);
    if (OUTCOMES.has(toState)) this.finishing = 'COMPLETED';
    if (toState === 'REVOKED' && reason === 'CANCELLED') this.finishing = 'CANCELLED';
    const askedAnew = toState === 'PENDING' || toState === 'BLOCKED';
    // Who has lapsed only by a closing before their time goes on as if it had not been.
    const goesOn = reason === 'REOPENED';
    if (goesOn) this.must(asked.state === 'EXPIRED' && toState === 'PENDING', event, 'gives no time back');
    if (askedAnew && !goesOn && ASKABLE.has(asked.state)) {
      asked.rounds += 1;
      this.must(!asked.declined || asked.rounds <= ROUNDS_AFTER_NO, event, 'pesters who has said no');
    }
    if (askedAnew) asked.by = asked.agreed = undefined;
    if (toState === 'ACCEPTED') asked.agreed = this.edition;
    if (toState === 'DECLINED') asked.declined = true;
    Object.assign(asked, { state: toState, since });
  }

  private mayTurn({ state, agreed, by }: Asked, to: string, reason: string | null): boolean {
    if (this.finishing && !OUTCOMES.has(to) && reason !== 'CANCELLED') return false;
    const answerable = this.state === 'INVITING' || this.state === 'COOLING_OFF';
    // What goes on may be carried out at once: a yes can be taken back before it does.
    const revocable = answerable || this.state === 'PAUSED';
    switch (to) {
      case 'ACCEPTED':
      case 'DECLINED':
      case 'WITHDRAWN':
        // Nobody is left who gave it: no rule of the upgrade keeps a person from being erased.
        if (reason === 'ERASED') return state === 'ACCEPTED' && to === 'WITHDRAWN';
        // A no takes back what its giver has said yes to as another entry, and whoever says it can say it now.
        if (reason === 'NO_AS_OTHER_ENTRY')
          return state === 'ACCEPTED' && to === 'WITHDRAWN' && revocable && this.saidNo(by);
        if (state === 'PENDING') return to !== 'WITHDRAWN' && this.state === 'INVITING';
        return (state === 'ACCEPTED' ? revocable : answerable) && (CHANGES[state] ?? []).includes(to);
      case 'EXPIRED':
        return state === 'PENDING' && this.state === 'INVITING';
      case 'PENDING':
      case 'BLOCKED':
        return this.state === 'INVITING' && (state !== 'ACCEPTED' || reason === 'NOTICE_CHANGED');
      case 'REVOKED':
        if (reason === 'CANCELLED') return ['BLOCKED', 'PENDING', 'ACCEPTED'].includes(state);
        return answerable && state !== 'REVOKED';
      case 'INCLUDED':
        return this.state === 'COOLING_OFF' && state === 'ACCEPTED' && agreed === this.edition;
      case 'EXCLUDED':
        return this.state === 'COOLING_OFF';
      default:
        return false;
    }
  }

  /**
   * Remembers whose the answer is that the log has last. Whoever answers first keeps the question, until it is asked anew;
   * their word stands for good.
   */
  given(id: string, giver: Giver): void {
    const asked = this.invitations.get(id);
    if (!asked) return;
    asked.by ??= giver;
    this.words.set(giver.personId, asked.state);
  }

  /** Remembers that somebody asks to be admitted. */
  asks(personId: string): void {
    this.words.delete(personId);
  }

  private saidNo(giver: Giver | undefined): boolean {
    return giver !== undefined && this.staysOut(giver.personId);
  }

  /** Whether nobody may let this person in: their last word was a no. */
  staysOut(personId: string): boolean {
    return ['DECLINED', 'WITHDRAWN'].includes(this.words.get(personId) ?? '');
  }

  /** The questions to which somebody's yes stands though their newest word, to whichever question, is a no. */
  get outdone(): string[] {
    return [...this.invitations]
      .filter(([, { state, by }]) => state === 'ACCEPTED' && this.saidNo(by))
      .map(([id]) => id);
  }

  /** Whether this turn would be allowed now, as far as the log can say. */
  couldTurn(id: string, to: string): boolean {
    const asked = this.invitations.get(id);
    return asked !== undefined && !OVER.has(this.state) && this.mayTurn(asked, to, null);
  }

  /** Whether somebody is out who can be asked again. */
  get hasAskable(): boolean {
    return [...this.invitations.values()].some(
      ({ state, declined, rounds }) => ASKABLE.has(state) && !(declined && rounds >= ROUNDS_AFTER_NO),
    );
  }

  of(id: string): Readonly<Asked> | undefined {
    return this.invitations.get(id);
  }

  count(state: string): number {
    return [...this.invitations.values()].filter((asked) => asked.state === state).length;
  }

  private must(holds: boolean, event: SeenEvent, why: string): void {
    if (!holds) throw new Error(`event ${event.sequence} (${describe(event)}) ${why}`);
  }
}

const UPGRADE: Readonly<Record<string, readonly string[]>> = {
  NONE: ['INVITING'],
  INVITING: ['COOLING_OFF', 'PAUSED', 'CANCELLED'],
  COOLING_OFF: ['INVITING', 'PAUSED', 'COMPLETED', 'CANCELLED'],
  PAUSED: ['INVITING', 'COOLING_OFF', 'CANCELLED'],
};

function describe({ type, fromState, toState, reason }: SeenEvent): string {
  return `${type} ${fromState ?? '-'} → ${toState ?? '-'}${reason === null ? '' : `, ${reason}`}`;
}
