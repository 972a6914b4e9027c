import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

interface ProtocolError {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/** A WebSocket that speaks graphql-transport-ws by hand, so that a test can also speak it wrongly. Misses nothing. */
export class RawSocket {
  /** How the server closed it. */
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly waiting: Message[] = [];
  private readonly ended = new Error('the socket is closed');
  private wake: () => void = () => undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.waiting.push(JSON.parse((data as Buffer).toString()) as Message);
      this.wake();
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        resolve({ code, reason: String(reason) });
        this.wake();
      });
    });
    socket.on('error', () => undefined);
  }

  /** Opens a socket. Rejects with the status when the upgrade is refused: `Unexpected server response: 403`. */
  static async open(
    url: string,
    { subprotocol = 'graphql-transport-ws', ...options }: ClientOptions & { subprotocol?: string } = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(
      `${url.replace(/^http/, 'ws')}/graphql`,
      subprotocol ? [subprotocol] : [],
      options,
    );
    const raw = new RawSocket(socket);
    await once(socket, 'open');
    return raw;
  }

  /** Opens a socket and has its connection acknowledged. */
  static async connect(url: string, token?: string, options: ClientOptions = {}): Promise<RawSocket> {
    const raw = await RawSocket.open(url, options);
    raw.init(token);
    const answer = await raw.next();
    if (answer.type !== 'connection_ack')
      throw new Error(`connection_init was answered ${JSON.stringify(answer)}`);
    return raw;
  }

  init(token?: string): void {
    this.send({
      type: 'connection_init',
      payload: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The next message, in the order of their coming. Rejects once the socket is closed and none is left. */
  async next(): Promise<Message> {
    for (;;) {
      const message = this.waiting.shift();
      if (message) return message;
      if (this.socket.readyState === WebSocket.CLOSED) throw this.ended;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** The next message for this operation; those for others stay in the queue. */
  async nextFor(id: string): Promise<Message> {
    const others: Message[] = [];
    try {
      for (;;) {
        const message = await this.next();
        if (message.id === id) return message;
        others.push(message);
      }
    } finally {
      this.waiting.unshift(...others);
    }
  }

  /** Runs an operation to its end. Returns its errors, from whichever message brought them, and its data. */
  async run(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{ data: unknown; errors: readonly ProtocolError[] }> {
    const id = `run-${Math.random()}`;
    this.subscribe(id, query, variables);
    const message = await this.nextFor(id);
    if (message.type === 'error') return { data: undefined, errors: message.payload as ProtocolError[] };
    const { data, errors = [] } = message.payload as { data?: unknown; errors?: ProtocolError[] };
    await this.nextFor(id);
    return { data, errors };
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
