import { resolve } from 'node:path';

import { creatorAccount, serverAccount } from '#platform/db/embedded/account.js';
import { usableBinaries } from '#platform/db/embedded/binaries.js';
import {
  clusterIn,
  createDataDir,
  openCluster,
  passwordFileIn,
  USER,
} from '#platform/db/embedded/cluster.js';
import { EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';
import { type Kept, keepRunning } from '#platform/db/embedded/keep-running.js';
import { type Connection, launchPostgres } from '#platform/db/embedded/launch.js';
import { createSocketDirectory, removeSocketDirectory } from '#platform/db/embedded/socket-directory.js';

export type EmbeddedPostgresOptions = {
  /** Made on the first start, closed to others. Everything that lasts is below it. */
  readonly dataDir: string;
  /** Gets the lines PostgreSQL logs, and what the launcher has to say. Never the password. */
  readonly log?: (line: string) => void;
  /** PostgreSQL settings, over the launcher's own: `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type EmbeddedPostgres = {
  readonly connection: Connection;
  /** The same as a connection URI. It holds the password. */
  readonly url: string;
  /** Fast shutdown. Resolves when no process and no socket is left. May be called again. */
  stop(): Promise<void>;
  /** Called with the exit status each time PostgreSQL ends without having been asked to. It is being restarted. */
  onExit(listener: (status: number) => void): void;
};

/**
 * Starts a PostgreSQL of this process' own, and resolves when it takes queries: about a second on data that exists,
 * a few when there is none yet. Rejects with `EmbeddedPostgresError`.
 *
 * What it guarantees:
 * - **No port.** It listens on a Unix socket in a new directory that only its account and root may enter, and wants a
 *   password there too. Any number can run at the same time, each on its own data.
 * - **One server for a data folder.** A second start is told whose it is, and disturbs nothing.
 * - **Durable.** Write-ahead log with fsync; a kill of either side at any time costs no committed transaction, and
 *   what it leaves on disk never keeps the next start from working.
 * - **Nothing stays behind.** When this process ends, by SIGKILL too, the kernel closes the leash that a small shell
 *   holds beside PostgreSQL, and the shell shuts it down. Ctrl-C in a terminal does not reach PostgreSQL: the server
 *   stops it when it has drained.
 * - **It comes back.** If PostgreSQL dies, it is started again at the same address until it lives or `stop` is
 *   called; clients reconnect.
 * - **Any user, any folder.** Started by root it runs as another account, since PostgreSQL refuses root; data and
 *   clone may be below folders which that account cannot enter. Where the installed binaries cannot be run as they
 *   are, a copy of them (some 60 MB) is made once: beside the data, or for root among the temporary files.
 *
 * It keeps the event loop alive until `stop`. Linux and macOS; elsewhere `UNSUPPORTED_PLATFORM`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      'The embedded PostgreSQL needs Unix. Set DATABASE_URL.',
    );
  }
  const { settings = {}, log = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = clusterIn(dataDir);
  const account = await serverAccount(cluster);
  await createDataDir(dataDir, account);
  const binaries = await usableBinaries([account, await creatorAccount(account)], dataDir, log);
  const password = await openCluster({ dataDir, account, binaries, sync: settings['fsync'] !== 'off', log });
  const host = await createSocketDirectory(account);
  const connection = { host, port: Number(settings['port'] ?? 5432), user: USER, password, database: USER };
  try {
    const launch = { postgres: binaries.postgres, cluster, account, connection, settings, log };
    const kept = await keepRunning((stopping, which) => launchPostgres(launch, stopping, which), log);
    log(`PostgreSQL is ready: PGPASSFILE='${passwordFileIn(dataDir)}' psql -h '${host}' -U ${USER} ${USER}`);
    return running(connection, kept);
  } catch (error) {
    await removeSocketDirectory(host);
    throw error;
  }
}

function running(connection: Connection, kept: Kept): EmbeddedPostgres {
  const { host, port, user, password, database } = connection;
  return {
    connection,
    url: `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`,
    onExit: (listener) => kept.onExit(listener),
    async stop() {
      await kept.stop();
      await removeSocketDirectory(host);
    },
  };
}
