import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from './gql/graphql.js';

/** The socket was closed before the subscription was complete. */
export class SocketClosed extends Error {
  override readonly name = 'SocketClosed';
}

/** Subscriptions of one signed-in person over a WebSocket of its own. */
export class LiveClient {
  private readonly client: Client;

  constructor(url: string, token: string) {
    this.client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      // The demo resumes by itself, with `after`: a blind repetition would begin anew.
      retryAttempts: 0,
    });
  }

  /** What a subscription delivers, until the server completes it. Throws SocketClosed if the socket goes before. */
  async *subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data> {
    const results = this.client.iterate<Data>({ query: document.toString(), variables });
    try {
      for await (const { data, errors } of results) {
        if (errors?.length)
          throw new Error(`subscription: ${errors.map(({ message }) => message).join('; ')}`);
        if (data) yield data;
      }
    } catch (error) {
      throw isCloseEvent(error) ? new SocketClosed(`closed with ${error.code} ${error.reason}`) : error;
    }
  }

  /** Cuts the connection without a word, as a network does. */
  cut(): void {
    this.client.terminate();
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

function isCloseEvent(error: unknown): error is { code: number; reason: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
}
