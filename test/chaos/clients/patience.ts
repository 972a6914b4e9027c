import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#demo/sample/random.js';
import { NOT_REFUSED } from '../judge.js';
import type { Records } from '../records.js';
import { call, type Call, type Told } from './call.js';
import type { Pass, Person } from './people.js';

export interface Where {
  readonly urls: readonly string[];
  readonly records: Records;
  /** When the run is over, whatever has become of its calls; in ms since 1970. */
  readonly giveUpAt: () => number;
}

/** How long a pass counts, in seconds. */
const PASS_SECONDS = [4, 30] as const;
/** The share of the calls that somebody first makes with a pass that has run out. */
const STALE_SHARE = 0.02;
const ELSEWHERE_MS = 150;

/** What every mutation answers. */
export interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly retryable: boolean }[];
}

/** What became of a call in the end. */
export interface Ended {
  /** Undefined where the client never got to know. */
  readonly data: Extract<Told, { kind: 'data' }>['data'] | undefined;
  readonly tries: number;
}

/**
 * Makes one person's calls, each under one idempotency key until it knows what became of it: at another node when
 * nothing comes or the service is away, after the time it was told when there is too much to do, with a new pass
 * when the old one has run out.
 */
export class Patience {
  private pass: Pass | undefined;

  constructor(
    private readonly person: Person,
    private readonly where: Where,
    private readonly random: Random,
  ) {}

  /** Tries it first at `first`, where that is given. */
  async persist(what: Call, first?: string): Promise<Ended> {
    const { records, giveUpAt } = this.where;
    if (this.random.chance(STALE_SHARE)) await this.tryRunOut(what);
    for (let tries = 1; ; tries++) {
      const pass = await this.currentPass();
      const url = tries === 1 && first !== undefined ? first : this.random.pick(this.where.urls);
      const told = await call(url, pass, what);
      if (told.kind === 'data') return { data: told.data, tries };
      if (Date.now() > giveUpAt()) return { data: undefined, tries };
      const at = Date.now();
      if (told.kind === 'nothing') await delay(ELSEWHERE_MS);
      else {
        const { code, retryAfter } = told;
        if (code === 'UNAUTHENTICATED') this.pass = undefined;
        const waited = code === 'OVERLOADED' ? (retryAfter ?? 1) * 1_000 : ELSEWHERE_MS;
        // A timer may fire a moment early by this clock.
        await delay(waited + 1);
        records.refusals.push({
          code,
          tokenUntil: pass.until,
          at,
          retryAfter,
          keptAwayMs: Math.ceil(Date.now() - at),
        });
      }
    }
  }

  /** Makes a change, again and again where it is refused for now. Throws what it is refused with for good. */
  async succeed(
    name: string,
    type: string,
    input: Readonly<Record<string, unknown>>,
    key: string,
  ): Promise<void> {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code retryable } } }`;
    for (;;) {
      const { data } = await this.persist({ query, variables: { input }, key });
      const [refused] = (data?.[name] as Payload | undefined)?.userErrors ?? [];
      if (!refused || Date.now() > this.where.giveUpAt()) return;
      if (!refused.retryable) throw new Error(`${name} was refused with ${refused.code}`);
      await delay(ELSEWHERE_MS);
    }
  }

  /** A call that must be refused, under a key of its own. */
  private async tryRunOut(what: Call): Promise<void> {
    const pass = await this.person.pass(-5);
    const told = await call(this.random.pick(this.where.urls), pass, { ...what, key: `${what.key}-late` });
    if (told.kind !== 'data') return;
    const at = Date.now();
    this.where.records.refusals.push({
      code: NOT_REFUSED,
      tokenUntil: pass.until,
      at,
      retryAfter: undefined,
      keptAwayMs: undefined,
    });
  }

  private async currentPass(): Promise<Pass> {
    if (!this.pass || this.pass.until < Date.now() + 500) {
      this.pass = await this.person.pass(this.random.between(...PASS_SECONDS));
    }
    return this.pass;
  }
}
