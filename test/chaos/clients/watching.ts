import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#demo/sample/random.js';
import type { Dashboard, Numbers, SeenEvent, Sitting, Watcher } from '../history.js';
import type { Where } from './patience.js';
import type { Person } from './people.js';
import { type End, Subscription } from './subscription.js';

const EVENTS = `subscription ($id: ID!, $after: String) {
  groupUpgradeEvents(id: $id, after: $after) { sequence cursor at type } }`;
const PROGRESS = `subscription ($id: ID!) {
  groupUpgradeProgress(id: $id) { sequence state included excluded } }`;
/** How long a watcher's pass counts, in seconds: some end while they watch. */
const PASS_SECONDS = [6, 40] as const;
const BACK_MS = [20, 400] as const;
const REFUSED_MS = 500;

export interface Watched {
  readonly name: string;
  readonly upgradeId: string;
  readonly person: Person;
  readonly where: Where;
  readonly random: Random;
}

/** Watches on until the server says that there is no more, at another node each time the connection is lost. */
abstract class Watching {
  private present: Subscription | undefined;
  protected complete = false;

  constructor(protected readonly watched: Watched) {}

  async watch(): Promise<void> {
    const { where, random, person } = this.watched;
    while (!this.complete && Date.now() < where.giveUpAt()) {
      const pass = await person.pass(random.between(...PASS_SECONDS));
      const { query, variables } = this.operation();
      const url = random.pick(where.urls);
      this.present = new Subscription({ url, token: pass.token, query, variables });
      const end = await this.sit(this.present, pass.until);
      this.complete = end === 'complete';
      if (!this.complete) await delay(end === 'refused' ? REFUSED_MS : random.between(...BACK_MS));
    }
  }

  /** Reads nothing for so long. */
  stall(milliseconds: number): void {
    this.present?.stall(milliseconds);
  }

  /** Leaves for another node. */
  leave(): void {
    this.present?.leave();
  }

  protected abstract operation(): { query: string; variables: Record<string, unknown> };
  protected abstract sit(subscription: Subscription, rightUntil: number): Promise<End>;
}

/** Follows a log, from its last cursor on. */
export class EventWatching extends Watching {
  private after: string | null = null;
  private readonly sittings: Sitting[] = [];
  /** From when until when its right is taken away. */
  readonly losses: { from: number; until: number }[] = [];

  get record(): Watcher {
    const { name, upgradeId } = this.watched;
    return { name, upgradeId, sittings: this.sittings, losses: this.losses, complete: this.complete };
  }

  get person(): Person {
    return this.watched.person;
  }

  protected operation(): { query: string; variables: Record<string, unknown> } {
    return { query: EVENTS, variables: { id: this.watched.upgradeId, after: this.after } };
  }

  protected sit(subscription: Subscription, rightUntil: number): Promise<End> {
    const events: SeenEvent[] = [];
    this.sittings.push({ rightUntil, events });
    return subscription.read<{ groupUpgradeEvents: { sequence: number; cursor: string; at: string } }>(
      ({ groupUpgradeEvents: { sequence, cursor, at } }) => {
        this.after = cursor;
        events.push({ sequence, at: Date.parse(at), seenAt: Date.now() });
      },
    );
  }
}

/** Watches the numbers. */
export class NumberWatching extends Watching {
  private readonly states: Numbers[] = [];

  get record(): Dashboard {
    const { name, upgradeId } = this.watched;
    return { name, upgradeId, states: this.states, complete: this.complete };
  }

  protected operation(): { query: string; variables: Record<string, unknown> } {
    return { query: PROGRESS, variables: { id: this.watched.upgradeId } };
  }

  protected sit(subscription: Subscription): Promise<End> {
    return subscription.read<{ groupUpgradeProgress: Numbers }>(({ groupUpgradeProgress }) => {
      this.states.push(groupUpgradeProgress);
    });
  }
}
