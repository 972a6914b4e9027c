import 'reflect-metadata';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { appendEntries } from '#modules/audit/public.js';
import { actions, parseMobile } from '#modules/identity/public.js';
import { type Clock, systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { type Config, ConfigError } from '#platform/config/config.js';
import { type Connection, type Database, openDatabase } from '#platform/db/database.js';
import { hasPendingMigrations, migrateUp } from '#platform/db/migrate.js';
import { createHub } from '#platform/events/hub.js';
import { startPgBridge } from '#platform/events/pg-bridge.js';
import { answerHttp, createApollo } from '#platform/graphql/apollo.js';
import { tellError } from '#platform/graphql/errors.js';
import { createPipeline } from '#platform/graphql/pipeline.js';
import { createSocketServer } from '#platform/graphql/socket.js';
import { createHttpServer, type HttpServer, type Readiness } from '#platform/http/server.js';
import { migrateJobs, startJobs } from '#platform/jobs/jobs.js';
import { createMetrics } from '#platform/telemetry/metrics.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import { consoleSender, webhookSender } from './code-senders.js';
import { createModules, entities } from './modules.js';
import { rolesOf } from './roles.js';
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

/** Wires the server by hand, brings the schema up to date and listens. */
export async function startApp({ config, connection, log, overrides = {} }: AppOptions): Promise<App> {
  const database = await openDatabase({ connection, entities, poolSize: config.poolSize, log });
  await migrateJobs(database.pool, log);
  const migrated = await migrateUp(database);
  if (migrated.length > 0) log.info({ migrations: migrated }, 'database migrated');

  const hub = createHub();
  const bridge = startPgBridge({ connection, sql: database, hub, log });
  const tokens = new Tokens(config.tokenSecret, overrides.clock ?? systemClock);
  let url = '';
  let runner: Runner | undefined;
  const services: Services = {
    database,
    sql: database,
    hub,
    tokens,
    secret: config.tokenSecret,
    sender: overrides.sender ?? defaultSender(config, log),
    log,
    publicUrl: () => url,
    runner: () => runner ?? raise('the runner is not built yet'),
  };
  const modules = createModules(services);
  runner = new Runner({
    database,
    hub,
    authority: authorityOver(actions, rolesOf),
    reactions: modules.flatMap((module) => module.reactions ?? []),
    audit: appendEntries,
  });
  const pipeline = createPipeline(createSchema(modules), { openSchema: !config.production });
  const apollo = createApollo({ pipeline, log, openSchema: !config.production });
  await apollo.start();
  const sessions = new Sessions({
    tokens,
    sql: database,
    hub,
    reviewers: reviewersOf(config),
    api: { runner, hub, sql: database, nodes: Object.assign({}, ...modules.map((module) => module.nodes ?? {})) },
  });
  const sockets = createSocketServer({
    pipeline,
    log,
    openSchema: !config.production,
    open: (request, params) => sessions.openSocket(request, params),
    originAllowed: (request) => isOriginAllowed(config, url, request.headers),
  });
  const metrics = createMetrics({
    assent_sockets_open: { help: 'WebSocket connections open now.', read: () => sockets.open },
    assent_watchers: { help: 'Subscriptions waiting for a change now.', read: () => hub.watchers },
    assent_database_connections: { help: 'Connections of the pool.', read: () => database.pool.totalCount },
    assent_database_waiting: { help: 'Callers waiting for a connection.', read: () => database.pool.waitingCount },
  });
  const graphql = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const context = await sessions.contextOf(request).catch((error: unknown) => {
      const told = tellError(error, { log, requestId: request.id, suggestions: false });
      void reply.status(statusOf(told.extensions?.['code'])).send({ errors: [told] });
    });
    if (context) await answerHttp({ apollo, pipeline }, request, reply, context);
  };
  const http: HttpServer = createHttpServer({
    log,
    metrics,
    trustProxy: config.trustProxy,
    readiness: () => readinessOf(database, () => bridge.connected),
    graphql,
    explorer: config.explorer,
    upgrade: sockets.upgrade,
    routes: modules.flatMap((module) => module.routes ?? []),
  });
  const jobs = await startJobs({
    pool: database.pool,
    handlers: Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
    schedules: modules.flatMap((module) => module.schedules ?? []),
    concurrency: 4,
    pollMs: 1_000,
    log,
  });
  const stop = async (): Promise<void> => {
    http.unready();
    // The listener stays until the sockets are gone: who asks /readyz meanwhile is told to go elsewhere.
    await Promise.all([sockets.drain(), jobs.stop()]);
    await http.close();
    await apollo.stop();
    await bridge.stop();
    await database.close();
  };
  const port = await http.listen(config.host, config.port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;

  return { url, port, database, stop };
}

function refuse(message: string): never {
  throw new ConfigError(message);
}

function raise(message: string): never {
  throw new Error(message);
}

function defaultSender(config: Config, log: Logger): Services['sender'] {
  return config.codeWebhook ? webhookSender(config.codeWebhook.url, config.codeWebhook.secret) : consoleSender(log);
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
function isOriginAllowed(config: Config, url: string, headers: { origin?: string | undefined; host?: string | undefined }): boolean {
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

