import 'reflect-metadata';
import type { Config } from '#platform/config/config.js';
import { type Connection, type Database, openDatabase } from '#platform/db/database.js';
import { DatabaseClock } from '#platform/db/database-clock.js';
import { migrateUp } from '#platform/db/migrate.js';
import { startBridge } from '#platform/events/bridge.js';
import { createHub } from '#platform/events/hub.js';
import { createApollo } from '#platform/graphql/apollo.js';
import { Lane } from '#platform/graphql/lane.js';
import { overHttp } from '#platform/graphql/over-http.js';
import { createSocketServer } from '#platform/graphql/socket.js';
import type { SocketLimits } from '#platform/graphql/socket-limits.js';
import { clientAddress } from '#platform/http/client-address.js';
import { createHttpServer, type HttpServer } from '#platform/http/server.js';
import { migrateJobs, startJobs } from '#platform/jobs/jobs.js';
import { LiveRooms } from '#platform/live/live-rooms.js';
import { smtpMailer } from '#platform/outbound/mailer.js';
import { OutboundHttp } from '#platform/outbound/outbound-http.js';
import { type ApiOptions, createApi } from './create-api.js';
import { openHints } from './hints.js';
import { entities } from './modules.js';
import { Opened } from './opened.js';
import { metricsOf, readinessOf } from './probes.js';
import type { Services } from './services.js';

export interface AppOptions extends ApiOptions {
  readonly connection: Connection;
}

export interface App {
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  /** Stops taking work, lets what runs finish, closes sockets with 1001, over a while, and lets go of everything. */
  stop(): Promise<void>;
  /** What a stop waits for. */
  readonly waitingFor: string | undefined;
}

/**
 * Wires the server by hand, brings the schema of the database up to date and listens. What was opened is closed
 * again, in reverse, when a later step fails and when the app stops.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const opened = new Opened();
  try {
    return await openApp(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openApp(options: AppOptions, opened: Opened): Promise<App> {
  const { config, connection, log } = options;
  const database = await openMigrated(options, opened);
  const clock = await DatabaseClock.start(database, log);
  opened.defer('the clock', () => clock.stop());
  const hub = createHub();
  const open = openHints({ url: config.hintsUrl, connection, sql: database, log });
  const bridge = startBridge({ hub, open, log });
  opened.defer('hints', () => bridge.stop());
  let url = '';
  const { pipeline, runner, sessions, modules } = createApi(
    { ...options, overrides: { clock, ...options.overrides } },
    database,
    hub,
    () => url,
    openOutbound(config, opened),
  );
  const openSchema = !config.production;
  const apollo = createApollo({ pipeline, log, openSchema });
  const lane = new Lane({ pipeline, log, openSchema });
  await apollo.start();
  opened.defer('Apollo', () => apollo.stop());
  const mergeMs = 1_000 / config.statesPerSecond;
  const rooms = new LiveRooms({ sql: database.reads, loads: database.loads, hub, runner, mergeMs });
  const sockets = createSocketServer({
    rooms,
    limits: socketLimits(config),
    pipeline,
    log,
    openSchema,
    addressOf: clientAddress(config.trustedProxies),
    open: (request, params, address) => sessions.openSocket(request, params, address),
    originAllowed: (request) => isOriginAllowed(config, url, request.headers),
  });
  const http: HttpServer = createHttpServer({
    log,
    metrics: metricsOf({ database, hub, sockets, lane, runner, rooms }),
    trustedProxies: config.trustedProxies,
    readiness: () => readinessOf(database, () => bridge.connected),
    ...overHttp({ apollo, pipeline, lane, log, contextOf: (request) => sessions.contextOf(request) }),
    explorer: config.explorer,
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    routes: modules.flatMap((module) => module.routes ?? []),
  });
  opened.defer('HTTP', () => http.close());
  const jobs = await startJobs({
    pool: database.pool,
    handlers: Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
    schedules: modules.flatMap((module) => module.schedules ?? []),
    concurrency: 4,
    pollMs: 1_000,
    log,
  });
  // The listener stays until the sockets are gone: who asks /readyz meanwhile is told to go elsewhere.
  opened.defer('sockets and jobs', async () => {
    await Promise.all([sockets.drain(config.drainMs), jobs.stop()]);
  });
  const port = await http.listen(config.host, config.port);
  url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const stop = async (): Promise<void> => {
    http.unready();
    await opened.close();
  };
  return {
    url,
    port,
    database,
    stop,
    get waitingFor() {
      return opened.waitingFor;
    },
  };
}

async function openMigrated({ config, connection, log }: AppOptions, opened: Opened): Promise<Database> {
  const database = await openDatabase({ connection, entities, poolSize: config.poolSize, log });
  opened.defer('the database', () => database.close());
  await migrateJobs(database.pool, log);
  const migrated = await migrateUp(database);
  if (migrated.length > 0) log.info({ migrations: migrated }, 'database migrated');
  return database;
}

/** The ways out of the server; jobs use them, so they are closed after these. */
function openOutbound(config: Config, opened: Opened): Pick<Services, 'mailer' | 'outbound'> {
  const mailer = config.mail && smtpMailer(config.mail.url, config.mail.from);
  const outbound = new OutboundHttp({ privateNetworks: config.webhookPrivateNetworks });
  opened.defer('mail and webhooks', () => {
    mailer?.close();
    outbound.close();
  });
  return { mailer, outbound };
}

function socketLimits({ sockets }: Config): SocketLimits {
  const { perAddress, perUser, subscriptions, idleSeconds, keepAliveSeconds } = sockets;
  return {
    perAddress,
    perUser,
    subscriptions,
    idleMs: idleSeconds * 1_000,
    keepAliveMs: keepAliveSeconds * 1_000,
  };
}

/** A browser says where its page came from; only our own pages and the configured ones may open sockets. */
function isOriginAllowed(
  config: Config,
  url: string,
  headers: { origin?: string | undefined; host?: string | undefined },
): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origin === url || config.allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
