import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Locale } from '#kernel/refusals.js';
import type { AddressOf } from '../http/client-address.js';
import type { Viewer } from '../use-case/viewer.js';
import type { ApiContext } from './context.js';
import { maskResult, tellError } from './errors.js';
import { numberOf } from './document-numbers.js';
import { operationOf, type Pipeline } from './pipeline.js';
import { type LiveRooms, LiveSource } from '../live/live-rooms.js';
import { LiveStream } from './live-stream.js';
import { onceIdle, type SocketLimits, Tally } from './socket-limits.js';
import { CLOSE, closeOver, keepAlive, reject, transportOf } from './socket-wire.js';

/** Who a socket speaks for, until when. */
export interface SocketSession {
  readonly viewer: Viewer | undefined;
  readonly locale: Locale;
  /** In how many ms its token runs out; the socket is closed with 4403 then. */
  readonly expiresIn: number | undefined;
  context(operationId: string): ApiContext;
  /** Calls back once when the session is ended by other means than its token's age. */
  onEnded(listener: () => void): () => void;
}

export interface SocketParts {
  readonly rooms: LiveRooms;
  readonly limits: SocketLimits;
  /** Whom a socket comes from, for the limits by address. */
  readonly addressOf: AddressOf;
  readonly pipeline: Pipeline;
  readonly log: Logger;
  readonly openSchema: boolean;
  /** Opens a session for the `connection_init` payload; undefined refuses it (4403). */
  open(
    request: IncomingMessage,
    params: Readonly<Record<string, unknown>> | undefined,
    address: string | undefined,
  ): Promise<SocketSession | undefined>;
  originAllowed(request: IncomingMessage): boolean;
}

const MESSAGE_BYTES = 64 * 1024;
const INIT_WAIT_MS = 5_000;

interface Extra extends Record<PropertyKey, unknown> {
  /**
   * Until it is known who has come: a watcher that stays for hours needs as little memory as can be. Not deleted then,
   * which would make a hash table of the object.
   */
  request: IncomingMessage | undefined;
  /** The bytes under it. */
  readonly wire: Duplex;
  readonly close: (code: number, reason: string) => void;
  session?: SocketSession;
  gone?: true;
  release?: () => void;
  /** An operation has ended. */
  touch?: () => void;
  /** Whether a query or a mutation waits for its answer. */
  isUnderWay?: () => boolean;
}

/** What is executed over a socket, and for whom. */
interface SocketArgs extends ExecutionArgs {
  readonly socket: Socket;
  readonly session: SocketSession;
  readonly operationId: string;
}

type Socket = Context<Record<string, unknown> | undefined, Extra>;

export interface SocketServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly open: number;
  /** Refuses new sockets and closes each with 1001 once it is answered, one after the other over so many ms. */
  drain(overMs: number): Promise<void>;
}

/**
 * graphql-transport-ws over the same pipeline as HTTP. A syntax error or a refused operation is answered to its id
 * and leaves the socket and its other operations alone.
 */
export function createSocketServer(parts: SocketParts): SocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  const byAddress = new Tally();
  const byUser = new Tally();
  const extras = new Map<WebSocket, Extra>();
  let draining = false;
  const protocol = makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: INIT_WAIT_MS,
    execute: (args) => parts.pipeline.execute(args),
    onConnect: (socket) => connect(parts, socket, byUser),
    onSubscribe: (socket, id, payload) => prepareOperation(parts, socket, id, payload),
    subscribe: (args) => subscribe(parts, args as SocketArgs),
    onError: (socket, id, _payload, errors) =>
      errors.map((error) => tellError(error, report(parts, socket, id))),
    onNext: (socket, id, _payload, _args, result) => maskResult(result, report(parts, socket, id)),
    onComplete: (socket) => socket.extra.touch?.(),
    onClose: (socket) => {
      socket.extra.gone = true;
      socket.extra.release?.();
    },
  });

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage, wire: Duplex) => {
    const address = parts.addressOf(request) ?? '';
    const uncount = byAddress.add(address);
    const stop = keepAlive(socket, parts.limits.keepAliveMs);
    const extra: Extra = { request, wire, close: (code, reason) => socket.close(code, reason) };
    extras.set(socket, extra);
    const closed = protocol.opened(transportOf(socket, parts.log), extra);
    socket.on('error', (error) => parts.log.debug({ err: error }, 'socket error'));
    socket.once('close', (code, reason) => {
      stop();
      uncount();
      extras.delete(socket);
      Promise.resolve(closed(code, String(reason))).catch((error: unknown) =>
        parts.log.warn({ err: error }, 'socket cleanup failed'),
      );
    });
  });

  return {
    get open() {
      return sockets.clients.size;
    },
    upgrade(request, socket, head) {
      if (draining) return reject(socket, '503 Service Unavailable');
      if (!parts.originAllowed(request)) return reject(socket, '403 Forbidden');
      if (byAddress.of(parts.addressOf(request) ?? '') >= parts.limits.perAddress) {
        return reject(socket, '429 Too Many Requests');
      }
      sockets.handleUpgrade(request, socket, head, (open) =>
        sockets.emit('connection', open, request, socket),
      );
    },
    async drain(overMs) {
      draining = true;
      await closeOver([...extras.keys()], overMs, (socket) => extras.get(socket)?.isUnderWay?.() === true);
      sockets.close();
    },
  };
}

async function connect(parts: SocketParts, socket: Socket, byUser: Tally): Promise<boolean> {
  const { request } = socket.extra;
  if (!request) return false;
  const params = socket.connectionParams ?? undefined;
  socket.extra.request = undefined;
  (socket as { connectionParams?: unknown }).connectionParams = undefined;
  const session = await parts.open(request, params, parts.addressOf(request)).catch((error: unknown) => {
    parts.log.warn({ err: error }, 'socket refused');
    socket.extra.close(CLOSE.tryAgainLater, 'Try again later');
    return undefined;
  });
  // It may have gone while it was looked who it is; then nobody would let go of what is taken now.
  if (!session || socket.extra.gone) return false;
  const person = session.viewer?.personId;
  if (person !== undefined && byUser.of(person) >= parts.limits.perUser) {
    socket.extra.close(CLOSE.tryAgainLater, 'Too many sockets');
    return false;
  }
  const uncount = person === undefined ? undefined : byUser.add(person);
  socket.extra.session = session;
  const idle = onceIdle(
    parts.limits.idleMs,
    () => Object.keys(socket.subscriptions).length > 0,
    () => socket.extra.close(CLOSE.idle, 'Idle'),
  );
  socket.extra.touch = idle.touch;
  // A subscription has its stream here.
  socket.extra.isUnderWay = () => Object.values(socket.subscriptions).includes(null);
  const end = (): void => socket.extra.close(CLOSE.forbidden, 'Forbidden');
  const leave = session.onEnded(end);
  const timer = session.expiresIn === undefined ? undefined : setTimeout(end, session.expiresIn);
  socket.extra.release = () => {
    clearTimeout(timer);
    idle.stop();
    uncount?.();
    leave();
  };
  return true;
}

function prepareOperation(
  parts: SocketParts,
  socket: Socket,
  id: string,
  payload: SubscribePayload,
): SocketArgs | readonly GraphQLError[] {
  const session = socket.extra.session;
  if (!session) return [new GraphQLError('Not connected.', { extensions: { code: 'UNAUTHENTICATED' } })];
  if (Object.keys(socket.subscriptions).length > parts.limits.subscriptions) {
    return [
      new GraphQLError(`At most ${parts.limits.subscriptions} operations at once on one socket.`, {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      }),
    ];
  }
  const prepared = parts.pipeline.prepare(payload.query);
  if (Array.isArray(prepared)) return prepared as readonly GraphQLError[];
  const document = prepared as Exclude<typeof prepared, readonly GraphQLError[]>;
  const operation = operationOf(document, payload.operationName);
  if (operation instanceof GraphQLError) return [operation];
  const variables = payload.variables ?? {};
  const contextValue = session.context(id);
  const refused = parts.pipeline.admit({ document, operation, variables, viewer: contextValue.viewer });
  if (refused) return [refused];
  return {
    schema: parts.pipeline.schema,
    document,
    operationName: payload.operationName ?? null,
    variableValues: variables,
    contextValue,
    socket,
    session,
    operationId: id,
  };
}

/** Takes a seat where what is subscribed to is watched. */
async function subscribe(parts: SocketParts, args: SocketArgs): Promise<LiveStream | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(source instanceof LiveSource)) return source as ExecutionResult;
  const { schema, document, socket, session, operationId, operationName, variableValues } = args;
  const operation = { schema, document, operationName, variableValues };
  return new LiveStream(parts.rooms, source, {
    operationId,
    viewer: session.viewer,
    selection: JSON.stringify([numberOf(document), operationName, variableValues, session.locale]),
    socket: socket.extra.wire,
    context: () => session.context(operationId),
    execute: (rootValue, contextValue) => parts.pipeline.execute({ ...operation, rootValue, contextValue }),
    told: (result) => maskResult(result, report(parts, socket, operationId)) ?? result,
    drop: () => socket.extra.close(CLOSE.tryAgainLater, 'Reads too slowly'),
  });
}

function report(parts: SocketParts, socket: Socket, id: string): Parameters<typeof tellError>[1] {
  const session = socket.extra.session;
  return {
    log: parts.log,
    requestId: session?.context(id).origin.requestId ?? id,
    suggestions: parts.openSchema || session?.viewer !== undefined,
  };
}
