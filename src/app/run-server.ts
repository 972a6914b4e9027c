import { type Config, ConfigError, readProcessConfig } from '#platform/config/config.js';
import { codeOf, EmbeddedPostgresError, messageOf } from '#platform/db/embedded/embedded-error.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import { createLogger } from '#platform/telemetry/logger.js';
import type { Logger } from 'pino';
import { type App, startApp } from './create-app.js';
import { type PostgresServer, startPostgres } from './start-postgres.js';
import { keptTokenSecret } from './token-secret.js';

/** How long a drain may take, besides the time over which sockets are closed, before the process ends without it. */
const DRAIN_MS = 15_000;
/** Two of a kind so close together are one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * The life of the server's process: configuration, database, server, and on SIGTERM or SIGINT a drain and exit 0.
 * A second signal, or a drain that takes 15 s longer than it should, ends it with 1; so does an error nobody caught. However
 * it ends, the embedded PostgreSQL ends with it.
 */
export async function runServer(): Promise<void> {
  const config = readConfigOrExit();
  const log = createLogger(config.logLevel, process.stdout.isTTY);
  process.on('uncaughtException', (error) => crash(log, error, 'uncaught exception'));
  process.on('unhandledRejection', (reason) => crash(log, reason, 'unhandled rejection'));
  let app: App | undefined;
  const signalled = firstSignal(log, config.drainMs + DRAIN_MS, () => app?.waitingFor ?? 'its start');
  let postgres: PostgresServer | undefined;
  try {
    const tokenSecret = config.tokenSecret ?? (await keptTokenSecret(config.dataDir));
    postgres = await startPostgres(config, log);
    app = await startApp({ config: { ...config, tokenSecret }, connection: postgres.connection, log });
    announce(log, config, app, postgres.kind);
    const signal = await signalled;
    log.info({ signal }, 'draining: requests in flight finish, sockets are closed');
    await app.stop();
    await postgres.stop();
  } catch (error) {
    log.fatal(...explain(error, config));
    await postgres?.stop();
    process.exit(1);
  }
  log.info('stopped');
  process.exit(0);
}

function readConfigOrExit(): Config {
  try {
    return readProcessConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Resolves at the first SIGTERM or SIGINT. From then on the process ends in time, whatever happens. A key press in a
 * terminal arrives twice where npm runs the server, from the terminal and from npm: that is one signal.
 */
function firstSignal(log: Logger, drainMs: number, waitingFor: () => string): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
    const hear = (signal: NodeJS.Signals): void => {
      if (first !== undefined) {
        if (signal === first.signal && performance.now() - first.at < SAME_SIGNAL_MS) return;
        return end(log, `a second ${signal}: not waiting for the drain`);
      }
      first = { signal, at: performance.now() };
      setTimeout(
        () => end(log, `not drained after ${drainMs / 1_000} s: still waiting for ${waitingFor()}`),
        drainMs,
      ).unref();
      resolve(signal);
    };
    process.on('SIGTERM', hear);
    process.on('SIGINT', hear);
  });
}

function end(log: Logger, why: string): never {
  log.error(why);
  process.exit(1);
}

function crash(log: Logger, err: unknown, what: string): never {
  log.fatal({ err }, what);
  process.exit(1);
}

/** What can be expected to go wrong at a start is told in one line; everything else with its stack. */
function explain(error: unknown, config: Config): [object, string] {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return [
      { code },
      `port ${config.port} of ${config.host} is taken: set PORT to another one, or to 0 for a free one`,
    ];
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return [{ code }, `cannot listen on port ${config.port} of ${config.host}: ${messageOf(error)}`];
  }
  if (error instanceof EmbeddedPostgresError || error instanceof ConfigError)
    return [{ code }, error.message];
  if (isUnavailable(error)) return [{ code }, `the database cannot be reached: ${messageOf(error)}`];
  return [{ err: error }, 'the server did not start, or did not stop as it should'];
}

/** Says where the server is and how to sign in; `port`, `api` and `explorer` are fields for programs. */
function announce(log: Logger, config: Config, app: App, database: PostgresServer['kind']): void {
  const api = `${app.url}/graphql`;
  const subscriptions = api.replace(/^http/, 'ws');
  const explorer = config.explorer ? api : undefined;
  log.info({ port: app.port, api, subscriptions, explorer, database }, `Assent is ready at ${api}`);
  if (explorer) log.info(`explorer page: open ${explorer} in a browser`);
  if (!config.codeWebhook) {
    log.info(
      'to sign in: requestSignInCode with your mobile, read the code in this log, then signIn with it',
    );
  }
  if (config.reviewerMobiles.length === 0) {
    log.info('nobody can decide registrations: name reviewers by REVIEWER_MOBILES=+86138…,+86139…');
  }
}
