import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';

/** Between two looks, in ms, and how long a job must have been taken before it can count as lost. */
const LOOK_MS = 15_000;
const YOUNG = '10 seconds';
/** The first key of our advisory locks; the second is the worker pool's. Arbitrary, the same in every release. */
const SPACE = 7_236_002;

/**
 * Gives back the jobs of processes that ended without a word; graphile-worker itself leaves them taken for four hours.
 * Each process holds an advisory lock in the name of its worker pool while its connection lives, so a name whose lock
 * is free is nobody's. Who only lost a connection may have a job run twice, which jobs must bear anyway.
 */
export class LostJobs {
  private readonly own = new Set<string>();
  private held = new Set<string>();
  private client: PoolClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {}

  /** Names a worker pool of this process. */
  claim(name: string): void {
    this.own.add(name);
  }

  /** Looks now and then every 15 s. Failures are for the next look. */
  start(): void {
    this.looking = this.look().catch((error: unknown) =>
      this.log.debug({ err: error }, 'no look for lost jobs'),
    );
    this.timer = setTimeout(() => this.start(), LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.stopped = true;
    // The locks go with the connection, and so does whatever is asked over it.
    this.letGo(this.client, true);
    await this.looking;
    this.letGo(this.client, true);
  }

  private async look(): Promise<void> {
    const client = (this.client ??= await this.connect());
    for (const name of this.own) {
      // While a connection that was lost still has it, nobody takes this process for gone.
      if (!this.held.has(name) && (await isFree(client, name))) this.held.add(name);
    }
    if (this.stopped) return;
    const { rows } = await client.query<{ name: string }>(
      `select distinct locked_by as name from graphile_worker._private_jobs
       where locked_by <> all($1) and locked_at < now() - $2::interval`,
      [[...this.own], YOUNG],
    );
    for (const { name } of rows) await this.giveBack(client, name);
  }

  private async giveBack(client: PoolClient, name: string): Promise<void> {
    if (!(await isFree(client, name))) return;
    await client.query('select graphile_worker.force_unlock_workers(array[$1])', [name]);
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [SPACE, name]);
    this.log.warn({ workerPool: name }, 'jobs of a process that is gone were given back');
  }

  private async connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    client.once('error', (error) => this.letGo(client, error));
    return client;
  }

  private letGo(client: PoolClient | undefined, why: Error | true): void {
    if (!client || client !== this.client) return;
    this.held = new Set();
    this.client = undefined;
    client.release(why);
  }
}

/** Takes the lock of a worker pool's name, if nobody has it. */
async function isFree(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as free',
    [SPACE, name],
  );
  return rows[0]?.free === true;
}
