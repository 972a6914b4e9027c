/** What the demo needs of an event. */
export type TalliedEvent = {
  readonly cursor: string;
  readonly sequence: number;
  readonly type: string;
  readonly fromState?: string | null;
  readonly toState?: string | null;
};

/** Counts the events of an upgrade, and adds up what they say: who is in which state. */
export class EventTally {
  received = 0;
  /** Sequence numbers that were passed over. */
  gaps = 0;
  /** Events that came again, or too late. */
  repeats = 0;
  /** Invitations that became answerable after their account was activated. */
  unblocked = 0;
  /** Events that came after the connection had been cut; undefined while it has not. */
  afterCut: number | undefined;
  /** Of the newest event: where to resume. */
  cursor: string | null = null;
  lastType: string | undefined;
  private sequence = 0;
  private readonly states = new Map<string, number>();

  add(event: TalliedEvent): void {
    this.received += 1;
    if (this.afterCut !== undefined) this.afterCut += 1;
    if (event.sequence <= this.sequence) {
      this.repeats += 1;
      return;
    }
    this.gaps += event.sequence - this.sequence - 1;
    this.sequence = event.sequence;
    this.cursor = event.cursor;
    this.lastType = event.type;
    if (!event.type.startsWith('INVITATION_')) return;
    if (event.fromState === 'BLOCKED' && event.toState === 'PENDING') this.unblocked += 1;
    this.count(event.fromState, -1);
    this.count(event.toState, 1);
  }

  cut(): void {
    this.afterCut = 0;
  }

  /** How many invitations are in a state by the events so far. */
  inState(state: string): number {
    return this.states.get(state) ?? 0;
  }

  private count(state: string | null | undefined, by: number): void {
    if (state) this.states.set(state, this.inState(state) + by);
  }
}
