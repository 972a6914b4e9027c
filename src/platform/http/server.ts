import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.js';
import { accessRecorder, requestIdOf } from './access.js';
import { clientAddress } from './client-address.js';
import { explorerAssets, sendExplorer, wantsPage } from './explorer.js';
import { toldOfFailure } from './failed-request.js';
import { OpenConnections } from './open-connections.js';
import { PlainPosts, type PlainPostParts } from './plain-posts.js';

const BODY_MAX = 1024 * 1024;
const API = '/graphql';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

export interface HttpParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Proxies of our own in front; 0 takes the peer's address. */
  readonly trustedProxies: number;
  /** What the server needs to do its work, asked at each /readyz. */
  readonly readiness: () => Promise<Readiness>;
  /** Answers plain calls, before any route; undefined for what is to come to `graphql`. */
  readonly plain: PlainPostParts['answer'];
  readonly graphql: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Whether a browser that opens the API's address gets the explorer page. */
  readonly explorer: boolean;
  /** Routes of modules, uploads for instance. */
  readonly routes: readonly ((server: FastifyInstance) => void)[];
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** Listens and returns the port. */
  listen(host: string, port: number): Promise<number>;
  /** From now on /readyz answers 503, so that no new work is sent here. */
  unready(): void;
  /** Takes no new connection and waits for the requests in flight. */
  close(): Promise<void>;
}

export function createHttpServer(parts: HttpParts): HttpServer {
  let draining = false;
  const logger: FastifyBaseLogger = parts.log;
  const record = accessRecorder(parts);
  const posts = new PlainPosts({
    log: parts.log,
    path: API,
    bodyLimit: BODY_MAX,
    addressOf: clientAddress(parts.trustedProxies),
    record,
    isDraining: () => draining,
    answer: parts.plain,
  });
  const server: FastifyInstance = fastify({
    // With the times that Fastify gives to its own.
    serverFactory: (routes, { keepAliveTimeout, requestTimeout }) =>
      Object.assign(createServer(posts.before(routes)), { keepAliveTimeout, requestTimeout }),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The request id is told with each line; a logger for each request would cost more than the line.
    childLoggerFactory: (all) => all,
    bodyLimit: BODY_MAX,
    trustProxy: (_address, hop) => hop < parts.trustedProxies,
    requestIdHeader: false,
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    // What still comes over an open connection while the server closes is answered as any other request.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  // A connection that stayed open after its last answer would hold up the close.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) reply.header('connection', 'close');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, url, id } = request;
    record({
      requestId: id,
      method,
      url: url.split('?')[0],
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const { status, body } = toldOfFailure(error, request.id);
    if (status >= 500) parts.log.error({ err: error, requestId: request.id }, 'request failed');
    return reply.status(status).send(body);
  });

  server.get('/livez', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await parts.readiness();
    const ready = readiness.ready && !draining;
    return reply
      .status(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : draining ? 'draining' : 'unready', checks: readiness.checks });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics()),
  );
  server.route({
    method: ['GET', 'POST'],
    url: API,
    preParsing: (request, _reply, payload, done) => done(null, posts.bodyOf(request.raw, payload)),
    handler: (request, reply) =>
      parts.explorer && wantsPage(request) ? sendExplorer(reply) : parts.graphql(request, reply),
  });
  const connections = new OpenConnections(server.server);
  if (parts.explorer) explorerAssets(server);
  for (const route of parts.routes) route(server);
  server.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] === API) return parts.upgrade(request, socket, head);
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  return {
    fastify: server,
    async listen(host, port) {
      await server.listen({ host, port });
      const address = server.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    unready() {
      draining = true;
    },
    async close() {
      const closed = server.close();
      connections.letGo();
      await closed;
    },
  };
}
