import type { Command, How } from './commands.js';

/*
 * The life of one upgrade as the people of it are promised it, said once more and independently of the product: small
 * enough to be read in one go, with nothing in it about locks, rows or requests.
 */

export interface SeenEvent {
  readonly sequence: number;
  readonly type: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly reason: string | null;
  readonly invitationId: string | null;
}

/** What a person needs besides their will: facts that others change, and that anybody with the right can read. */
export interface Circumstances {
  /** Whether their account's mobile is the one known for the consumer identity. */
  readonly matched: boolean;
  readonly enabled: boolean;
  readonly onRoster: boolean;
}

const fit = ({ matched, enabled, onRoster }: Circumstances): boolean => matched && enabled && onRoster;

interface Asked {
  state: string;
  /** The edition of the text to which they last said yes. */
  agreed: number | undefined;
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

export class ConsentModel {
  state = 'NONE';
  sequence = 0;
  edition = 1;
  private readonly invitations = new Map<string, Asked>();
  private finishing = false;

  /** Takes the next entry of the log; throws where it could not follow what came before. */
  apply(event: SeenEvent): void {
    this.must(event.sequence === this.sequence + 1, event, `follows ${this.sequence}`);
    this.must(!OVER.has(this.state), event, 'comes after the end');
    this.sequence = event.sequence;
    if (event.invitationId !== null && event.type.startsWith('INVITATION_'))
      this.ofInvitation(event, event.invitationId);
    else this.ofUpgrade(event);
  }

  private ofUpgrade(event: SeenEvent): void {
    const { type, fromState, toState } = event;
    if (type === 'UPGRADE_STARTED') this.must(this.state === 'NONE', event, 'is no beginning');
    else if (toState !== null) this.must(fromState === this.state, event, `finds ${this.state}`);
    if (type === 'NOTICE_CHANGED') {
      this.must(this.state === 'INVITING', event, 'changes the text when nobody can answer');
      this.edition = Number(event.reason);
    }
    if (toState === null) return;
    this.must((UPGRADE[this.state] ?? []).includes(toState), event, `cannot follow ${this.state}`);
    if (toState === 'COMPLETED') {
      const left = [...this.invitations.values()].filter((asked) => !OUTCOMES.has(asked.state));
      this.must(left.length === 0, event, 'leaves somebody without an outcome');
    } else this.must(!this.finishing, event, 'comes between outcomes and the end');
    this.state = toState;
  }

  private ofInvitation(event: SeenEvent, id: string): void {
    const { type, fromState, toState } = event;
    const asked = this.invitations.get(id);
    this.must((type === 'INVITATION_CREATED') === (asked === undefined), event, 'is no such step');
    if (toState === null) throw new Error(`event ${event.sequence} leads nowhere`);
    if (asked === undefined) {
      this.must(toState === 'PENDING' || toState === 'BLOCKED', event, 'is no beginning');
      this.invitations.set(id, { state: toState, agreed: undefined });
      return;
    }
    this.must(asked.state === fromState, event, `finds ${asked.state}`);
    this.must(this.mayTurn(asked, toState), event, `is not allowed while ${this.state}`);
    this.finishing = OUTCOMES.has(toState);
    asked.state = toState;
    if (toState === 'ACCEPTED') asked.agreed = this.edition;
  }

  private mayTurn({ state, agreed }: Asked, to: string): boolean {
    if (this.finishing && !OUTCOMES.has(to)) return false;
    const answerable = this.state === 'INVITING' || this.state === 'COOLING_OFF';
    switch (to) {
      case 'ACCEPTED':
      case 'DECLINED':
      case 'WITHDRAWN':
        if (state === 'PENDING') return to !== 'WITHDRAWN' && this.state === 'INVITING';
        return answerable && (CHANGES[state] ?? []).includes(to);
      case 'EXPIRED':
        return state === 'PENDING' && this.state === 'INVITING';
      case 'PENDING':
      case 'BLOCKED':
        return this.state !== 'COOLING_OFF' || state === 'PENDING' || state === 'BLOCKED';
      case 'REVOKED':
        return state !== 'REVOKED' && !OUTCOMES.has(state);
      case 'INCLUDED':
        return this.state === 'COOLING_OFF' && state === 'ACCEPTED' && agreed === this.edition;
      case 'EXCLUDED':
        return this.state === 'COOLING_OFF' && !OUTCOMES.has(state);
      default:
        return false;
    }
  }

  /** Whether this answer must be taken if nothing else happens at the same time; else it must be refused. */
  takes(
    { how, text }: Extract<Command, { kind: 'answer' }>,
    id: string,
    given: { readonly circumstances: Circumstances; readonly expired: boolean; readonly suspended: boolean },
  ): boolean {
    const asked = this.invitations.get(id);
    if (!asked || given.suspended) return false;
    const to = STATE_OF[how] ?? '';
    if (!this.mayTurn(asked, to)) return false;
    if (asked.state === 'PENDING' && (given.expired || !fit(given.circumstances))) return false;
    return to !== 'ACCEPTED' || (fit(given.circumstances) && text === 'shown');
  }

  /** Whether this person would join if the cut-over were now. */
  joins(id: string, circumstances: Circumstances): boolean {
    const asked = this.invitations.get(id);
    return asked?.state === 'ACCEPTED' && asked.agreed === this.edition && fit(circumstances);
  }

  stateOf(id: string): string | undefined {
    return this.invitations.get(id)?.state;
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
