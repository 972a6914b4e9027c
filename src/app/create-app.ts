import 'reflect-metadata';
import type { Logger } from 'pino';
import { appendEntries } from '#modules/audit/public.js';
import { actions, parseMobile } from '#modules/identity/public.js';
import { type Clock, systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { type Config, ConfigError } from '#platform/config/config.js';
import { type Connection, type Database, openDatabase } from '#platform/db/database.js';
import { hasPendingMigrations, migrateUp } from '#platform/db/migrate.js';
import { createHub, type Hub } from '#platform/events/hub.js';
import { startPgBridge } from '#platform/events/pg-bridge.js';
import { answerHttp, createApollo } from '#platform/graphql/apollo.js';
import { tellError } from '#platform/graphql/errors.js';
import { createPipeline, type Pipeline } from '#platform/graphql/pipeline.js';
import { createSocketServer, type SocketServer } from '#platform/graphql/socket.js';
import { clientAddress } from '#platform/http/client-address.js';
import { createHttpServer, type HttpServer, type Readiness } from '#platform/http/server.js';
import { migrateJobs, startJobs } from '#platform/jobs/jobs.js';
import { smtpMailer } from '#platform/outbound/mailer.js';
import { OutboundHttp } from '#platform/outbound/outbound-http.js';
import { createMetrics, type Metrics } from '#platform/telemetry/metrics.js';
import type { Module } from '#platform/module.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import { consoleSender, webhookSender } from './code-senders.js';
import { createModules, entities } from './modules.js';
import { holdActive, rolesOf } from './roles.js';
import { createSchema } from './schema.js';
import type { Services } from './services.js';
import { Sessions } from './sessions.js';

export interface AppOptions {
  readonly config: Config & { readonly tokenSecret: string };
  readonly connection: Connection;
  readonly log: Logger;
  /** What tests replace. */
  readonly overrides?: Partial<Pick<Services, 'sender'>> & { readonly clock?: Clock };
}

export interface App {
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  /** Stops taking work, lets what runs finish, closes sockets with 1001 and lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Wires the server by hand, brings the schema of the database up to date and listens. What was opened is closed
 * again, in reverse, when a later step fails and when the app stops.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const opened = new AsyncDisposableStack();
  try {
    return await openApp(options, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function openApp(options: AppOptions, opened: AsyncDisposableStack): Promise<App> {
  const { config, connection, log } = options;
  const database = await openMigrated(options, opened);
  const hub = createHub();
  const bridge = startPgBridge({ connection, sql: database, hub, log });
  opened.defer(() => bridge.stop());
  let url = '';
  const { pipeline, sessions, modules } = createApi(
    options,
    database,
    hub,
    () => url,
    openOutbound(config, opened),
  );
  const openSchema = !config.production;
  const apollo = createApollo({ pipeline, log, openSchema });
  await apollo.start();
  opened.defer(() => apollo.stop());
  const sockets = createSocketServer({
    pipeline,
    log,
    openSchema,
    addressOf: clientAddress(config.trustedProxies),
    open: (request, params, address) => sessions.openSocket(request, params, address),
    originAllowed: (request) => isOriginAllowed(config, url, request.headers),
  });
  const http: HttpServer = createHttpServer({
    log,
    metrics: metricsOf(database, hub, sockets),
    trustedProxies: config.trustedProxies,
    readiness: () => readinessOf(database, () => bridge.connected),
    graphql: async (request, reply) => {
      const context = await sessions.contextOf(request).catch((error: unknown) => {
        const told = tellError(error, { log, requestId: request.id, suggestions: false });
        void reply.status(statusOf(told.extensions?.['code'])).send({ errors: [told] });
      });
      if (context) await answerHttp({ apollo, pipeline }, request, reply, context);
    },
    explorer: config.explorer,
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    routes: modules.flatMap((module) => module.routes ?? []),
  });
  opened.defer(() => http.close());
  const jobs = await startJobs({
    pool: database.pool,
    handlers: Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
    schedules: modules.flatMap((module) => module.schedules ?? []),
    concurrency: 4,
    pollMs: 1_000,
    log,
  });
  // The listener stays until the sockets are gone: who asks /readyz meanwhile is told to go elsewhere.
  opened.defer(async () => {
    await Promise.all([sockets.drain(), jobs.stop()]);
  });
  const port = await http.listen(config.host, config.port);
  url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const stop = async (): Promise<void> => {
    http.unready();
    await opened.disposeAsync();
  };
  return { url, port, database, stop };
}

async function openMigrated(
  { config, connection, log }: AppOptions,
  opened: AsyncDisposableStack,
): Promise<Database> {
  const database = await openDatabase({ connection, entities, poolSize: config.poolSize, log });
  opened.defer(() => database.close());
  await migrateJobs(database.pool, log);
  const migrated = await migrateUp(database);
  if (migrated.length > 0) log.info({ migrations: migrated }, 'database migrated');
  return database;
}

/** The ways out of the server; jobs use them, so they are closed after these. */
function openOutbound(config: Config, opened: AsyncDisposableStack): Pick<Services, 'mailer' | 'outbound'> {
  const mailer = config.mail && smtpMailer(config.mail.url, config.mail.from);
  const outbound = new OutboundHttp({ privateNetworks: config.webhookPrivateNetworks });
  opened.defer(() => {
    mailer?.close();
    outbound.close();
  });
  return { mailer, outbound };
}

/** Modules, their use cases' runner, the schema, and how a request becomes a context. */
export function createApi(
  { config, log, overrides = {} }: AppOptions,
  database: Database,
  hub: Hub,
  publicUrl: () => string,
  outbound: Pick<Services, 'mailer' | 'outbound'>,
): { pipeline: Pipeline; sessions: Sessions; modules: readonly Module[] } {
  const tokens = new Tokens(config.tokenSecret, overrides.clock ?? systemClock);
  const services: Services = {
    database,
    sql: database,
    hub,
    tokens,
    secret: config.tokenSecret,
    sender: overrides.sender ?? defaultSender(config, log),
    ...outbound,
    webhookPrivateNetworks: config.webhookPrivateNetworks,
    invitationUrl: config.invitationUrl,
    log,
    publicUrl,
    runner: () => runner,
  };
  const modules = createModules(services);
  const runner = new Runner({
    database,
    hub,
    authority: authorityOver(actions, rolesOf, holdActive),
    reactions: modules.flatMap((module) => module.reactions ?? []),
    audit: appendEntries,
  });
  const sessions = new Sessions({
    tokens,
    sql: database,
    hub,
    reviewers: reviewersOf(config),
    api: {
      runner,
      hub,
      sql: database,
      nodes: Object.assign({}, ...modules.map((module) => module.nodes ?? {})),
    },
  });
  return {
    pipeline: createPipeline(createSchema(modules), { openSchema: !config.production }),
    sessions,
    modules,
  };
}

function metricsOf(database: Database, hub: Hub, sockets: SocketServer): Metrics {
  return createMetrics({
    assent_sockets_open: { help: 'WebSocket connections open now.', read: () => sockets.open },
    assent_watchers: { help: 'Topics that subscriptions listen to now.', read: () => hub.watchers },
    assent_database_connections: { help: 'Connections of the pool.', read: () => database.pool.totalCount },
    assent_database_waiting: {
      help: 'Callers waiting for a connection.',
      read: () => database.pool.waitingCount,
    },
  });
}

function refuse(message: string): never {
  throw new ConfigError(message);
}

function defaultSender(config: Config, log: Logger): Services['sender'] {
  return config.codeWebhook
    ? webhookSender(config.codeWebhook.url, config.codeWebhook.secret)
    : consoleSender(log);
}

function reviewersOf(config: Config): ReadonlySet<string> {
  return new Set(
    config.reviewerMobiles.map((mobile) => {
      const parsed = parseMobile(mobile);
      return parsed.ok ? parsed.value : refuse(`REVIEWER_MOBILES: ${parsed.error}`);
    }),
  );
}

function statusOf(code: unknown): number {
  return code === 'UNAUTHENTICATED' ? 401 : code === 'SERVICE_UNAVAILABLE' ? 503 : 500;
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

async function readinessOf(database: Database, hints: () => boolean): Promise<Readiness> {
  const state = await hasPendingMigrations(database).then(
    (pending) => ({ database: 'ok', migrations: pending ? 'pending' : 'ok' }),
    () => ({ database: 'unreachable', migrations: 'unknown' }),
  );
  const ready = state.database === 'ok' && state.migrations === 'ok';
  return { ready, checks: { ...state, hints: hints() ? 'ok' : 'polling' } };
}
