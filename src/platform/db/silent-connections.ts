import pg, { type Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { leave, socketOf } from './leave.js';
import { CONNECT_MS } from './pooled-client.js';

/** Between two looks, and how long nothing must have come of a statement before its connection is looked into. */
const LOOK_MS = 1_000;
const SILENT_MS = 3_000;
/** The server must have been idle on it for so long: what it has answered may be on its way. */
const IDLE = '2 seconds';
/** When the server cannot be asked either, so long a silence is enough. */
const UNREACHABLE_MS = 10_000;

/** What `pg` has of a client and its types do not tell. */
interface Inner {
  readonly processID: number;
  readonly readyForQuery: boolean;
}

interface Watched {
  /** Bytes read and written when it was last looked at, and since when they are the same. */
  bytes: number;
  since: number;
}

/**
 * Gives up connections of a pool whose way is dead without a word: a host that vanished, a firewall that forgot them.
 * Nothing ever comes on such a connection, so that its caller would wait for hours, and the server keeps the locks of
 * its transaction. It is known by what the server says of it: a statement is under way here, and there the session
 * waits for one. Statements that are slow, or wait for a lock, are left alone.
 */
export class SilentConnections {
  private readonly all = new Set<PoolClient>();
  private readonly watched = new Map<PoolClient, Watched>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    pool: Pool,
    private readonly config: pg.ClientConfig,
    private readonly log: Logger,
  ) {
    pool.on('acquire', (client) => this.watched.set(client, { bytes: -1, since: performance.now() }));
    pool.on('release', (_error, client) => this.watched.delete(client));
    pool.on('connect', (client) => this.all.add(client));
    pool.on('remove', (client) => {
      this.watched.delete(client);
      this.all.delete(client);
    });
    this.again();
  }

  /** Once the pool has said goodbye on all of its connections, which whose other end is gone does not answer. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    for (const client of this.all) socketOf(client).destroySoon();
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.log.warn({ err: error }, 'no look for silent connections'))
        .finally(() => this.again());
    }, LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    const silent = this.silentFor(SILENT_MS);
    if (silent.length === 0) return;
    const dead = await this.idleAtServer(silent.map((client) => innerOf(client).processID));
    const still = new Set(this.silentFor(dead ? SILENT_MS : UNREACHABLE_MS));
    for (const client of silent) {
      const { processID } = innerOf(client);
      if (!still.has(client) || (dead && !dead.has(processID))) continue;
      this.log.warn({ processID }, 'a database connection is silent; giving it up');
      socketOf(client).destroy();
    }
  }

  /** Those with a statement under way and nothing read or written for so long. */
  private silentFor(milliseconds: number): PoolClient[] {
    const now = performance.now();
    return [...this.watched].flatMap(([client, seen]) => {
      const { readyForQuery } = innerOf(client);
      const { bytesRead, bytesWritten } = socketOf(client);
      const bytes = bytesRead + bytesWritten;
      if (bytes !== seen.bytes) Object.assign(seen, { bytes, since: now });
      return !readyForQuery && now - seen.since >= milliseconds ? [client] : [];
    });
  }

  /**
   * Ends those of the sessions that wait for a statement, so that their locks are free, and says which are dead;
   * undefined where the server cannot be asked.
   */
  private async idleAtServer(pids: readonly number[]): Promise<ReadonlySet<number> | undefined> {
    const client = new pg.Client({
      ...this.config,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
      application_name: 'assent-watch',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `select asked.pid, pg_terminate_backend(a.pid)
         from unnest($1::int[]) asked (pid) left join pg_stat_activity a on a.pid = asked.pid
         where a.pid is null or a.state like 'idle%' and a.state_change < clock_timestamp() - $2::interval`,
        [pids, IDLE],
      );
      return new Set(rows.map(({ pid }) => pid));
    } catch (error) {
      this.log.debug({ err: error }, 'the database cannot be asked about silent connections');
      return undefined;
    } finally {
      void leave(client);
    }
  }
}

function innerOf(client: PoolClient): Inner {
  return client as unknown as Inner;
}
