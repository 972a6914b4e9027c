import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { ApiContext, type ApiParts } from '#platform/graphql/context.js';
import { localeOf } from '#platform/graphql/locale.js';
import type { SocketSession } from '#platform/graphql/socket.js';
import { Failure } from '#platform/use-case/failures.js';
import { KnownSessions, type KnownSessionsParts } from './known-sessions.js';
import { SocketSessions } from './socket-sessions.js';

export interface SessionParts extends KnownSessionsParts {
  readonly api: ApiParts;
}

const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** The bearer token of a header or a `connection_init` field: undefined without one, '' where it is malformed. */
function bearer(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? (BEARER.exec(value)?.[1] ?? '') : '';
}

/** Turns what a request carries into the context that its resolvers work with. */
export class Sessions {
  private readonly known: KnownSessions;
  private readonly sockets: SocketSessions;

  constructor(private readonly parts: SessionParts) {
    this.known = new KnownSessions(parts);
    this.sockets = new SocketSessions(parts);
  }

  /** Throws UNAUTHENTICATED for a token that is given and no good; no token means an anonymous caller. */
  async contextOf(request: {
    id: string;
    ip: string | undefined;
    headers: IncomingHttpHeaders;
  }): Promise<ApiContext> {
    const token = bearer(request.headers.authorization);
    const session = token === undefined ? undefined : await this.known.recent(token);
    if (token !== undefined && !session) {
      throw new Failure('UNAUTHENTICATED', 'The access token is not valid (any more).');
    }
    const key = request.headers['idempotency-key'];
    const locale = localeOf(request.headers['accept-language']);
    return new ApiContext(
      this.parts.api,
      session?.viewer,
      { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'], locale },
      locale,
      typeof key === 'string' ? key : undefined,
    );
  }

  /** The session of a socket, from its `connection_init` payload; undefined where the token is no good. */
  async openSocket(
    request: IncomingMessage,
    params: Readonly<Record<string, unknown>> | undefined,
    address: string | undefined,
  ): Promise<SocketSession | undefined> {
    const token = bearer(
      params?.['authorization'] ?? params?.['Authorization'] ?? request.headers.authorization,
    );
    const session = token === undefined ? undefined : await this.known.look(token);
    if (token !== undefined && !session) return undefined;
    const socketId = randomUUID();
    const language = params?.['acceptLanguage'];
    const locale = localeOf(typeof language === 'string' ? language : request.headers['accept-language']);
    const origin = { address, userAgent: request.headers['user-agent'], locale };
    return {
      viewer: session?.viewer,
      locale,
      expiresIn: session && this.parts.tokens.timeLeft(session.claims),
      context: (id) =>
        new ApiContext(
          this.parts.api,
          session?.viewer,
          { requestId: `${socketId}:${id}`, ...origin },
          locale,
          undefined,
        ),
      onEnded: (listener) =>
        session ? this.sockets.whenEnded(session.viewer.sessionId, listener) : () => undefined,
    };
  }
}
