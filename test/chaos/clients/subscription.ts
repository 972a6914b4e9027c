import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** How often a client asks whether its server is there, and how long it waits for a word. */
const PING_MS = 1_000;
const PONG_MS = 2_500;

export interface Subscribed {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How a subscription ended: the server said that there is no more, it refused, or the connection was lost. */
export type End = 'complete' | 'refused' | 'lost';

/** One subscription over a socket of its own, by graphql-ws as its documentation tells. */
export class Subscription {
  private readonly client: Client;
  private socket: WebSocket | undefined;
  private silence: NodeJS.Timeout | undefined;
  private disposed = false;
  private stalled = false;

  constructor(private readonly what: Subscribed) {
    const { url, token } = what;
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      connectionAckWaitTimeout: PONG_MS,
      keepAlive: PING_MS,
      on: {
        opened: (socket) => {
          this.socket = socket as WebSocket;
        },
        ping: (received) => {
          // Who reads nothing does not hear that its server is there.
          if (!received && !this.stalled) this.silence = setTimeout(() => this.client.terminate(), PONG_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(this.silence);
        },
      },
    });
  }

  /** Hands each message to `take`. Never rejects. */
  async read<Data>(take: (data: Data) => void): Promise<End> {
    const { query, variables } = this.what;
    try {
      for await (const { data, errors } of this.client.iterate({ query, variables })) {
        if (errors?.length || !data) return 'refused';
        take(data as Data);
      }
      return this.disposed ? 'lost' : 'complete';
    } catch (error) {
      return Array.isArray(error) ? 'refused' : 'lost';
    } finally {
      clearTimeout(this.silence);
      await this.client.dispose();
    }
  }

  /** Reads nothing for so long. */
  stall(milliseconds: number): void {
    const { socket } = this;
    socket?.pause();
    this.stalled = true;
    clearTimeout(this.silence);
    setTimeout(() => {
      socket?.resume();
      this.stalled = false;
    }, milliseconds).unref();
  }

  /** Cuts it off without a word. */
  leave(): void {
    this.disposed = true;
    this.client.terminate();
  }
}
