import type { Sql } from '#platform/db/sql.js';
import { claimDue, type ClaimedDelivery, type Lane, renewLeases } from '../data/sending.js';

/** Who crashes leaves what was claimed to others after this. Who lives renews it long before. */
export const LEASE_SECONDS = 120;
const RENEW_MS = 15_000;
/** With less left of it than a slow attempt takes, nothing more is begun. */
const SPARE_MS = 60_000;

/** What a node has claimed and keeps as its own while it sends it. Let go of at the end of its scope. */
export class Lease implements Disposable {
  private heldUntil: number;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly sql: Sql,
    readonly claimed: readonly ClaimedDelivery[],
    begun: number,
  ) {
    this.heldUntil = begun + LEASE_SECONDS * 1_000;
    this.timer = setInterval(() => void this.renew(), RENEW_MS).unref();
  }

  /** Claims what is due in a lane. */
  static async of(sql: Sql, lane: Lane, limit: number): Promise<Lease> {
    const begun = performance.now();
    return new Lease(sql, await claimDue(sql, lane, limit, LEASE_SECONDS), begun);
  }

  /** Whether one more may be sent: nobody else can have claimed it until it is. */
  get holds(): boolean {
    return this.heldUntil - performance.now() > SPARE_MS;
  }

  /** Of what was not stored yet. A failure is for the next time: without any success the lease ends by itself. */
  private async renew(): Promise<void> {
    const begun = performance.now();
    await renewLeases(this.sql, this.claimed, LEASE_SECONDS).then(
      () => (this.heldUntil = begun + LEASE_SECONDS * 1_000),
      () => undefined,
    );
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }
}
