import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null | undefined;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

type Variables = Record<string, unknown>;

/** A client as partners write it: fetch for operations, graphql-ws for subscriptions. */
export class Api {
  constructor(
    readonly url: string,
    readonly token?: string,
    protected readonly headers: Record<string, string> = {},
  ) {}

  as(token: string): Api {
    return new Api(this.url, token, this.headers);
  }

  with(headers: Record<string, string>): Api {
    return new Api(this.url, this.token, { ...this.headers, ...headers });
  }

  async send<Data = Record<string, unknown>>(
    query: string,
    variables: Variables = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...this.headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Data; errors?: Answer<Data>['errors'] };
    return { status: response.status, headers: response.headers, data: body.data, errors: body.errors ?? [] };
  }

  /** The data of an operation that must not fail. A failure shows the query, its variables and the whole answer. */
  async succeed<Data = Record<string, unknown>>(query: string, variables: Variables = {}): Promise<Data> {
    const answer = await this.send<Data>(query, variables);
    if (answer.errors.length > 0 || !answer.data) {
      throw new Error(
        `${query}\n${JSON.stringify(variables, null, 2)}\nanswered\n${JSON.stringify(answer, null, 2)}`,
      );
    }
    return answer.data;
  }

  /** The codes of the errors of an operation, in order. */
  async errorCodes(query: string, variables: Variables = {}): Promise<unknown[]> {
    return (await this.send(query, variables)).errors.map((error) => error.extensions['code']);
  }

  /** A subscription whose messages wait in a queue until they are asked for. */
  subscribe<Data = Record<string, unknown>>(query: string, variables: Variables = {}): Subscription<Data> {
    return new Subscription<Data>(this.client(), query, variables);
  }

  client(options: { onClosed?: (event: unknown) => void } = {}): Client {
    return createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: true,
      ...(this.token === undefined ? {} : { connectionParams: { authorization: `Bearer ${this.token}` } }),
      ...(options.onClosed ? { on: { closed: options.onClosed } } : {}),
    });
  }
}

/** Reads what a subscription delivers, one by one; misses nothing. */
export class Subscription<Data> {
  private readonly results: AsyncIterableIterator<{
    data?: Data | null;
    errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
  }>;

  constructor(
    private readonly socket: Client,
    query: string,
    variables: Variables,
  ) {
    this.results = socket.iterate({ query, variables }) as unknown as Subscription<Data>['results'];
  }

  /** The data of the next message; undefined once it is complete. Throws what the server refused it with. */
  async next(): Promise<Data | undefined> {
    // The client rejects with the list of errors that refused an operation, which is no Error.
    const { value, done } = await this.results.next().catch((error: unknown) => {
      throw error instanceof Error ? error : new Error(`subscription was refused: ${JSON.stringify(error)}`);
    });
    if (done) return undefined;
    if (value.errors?.length || !value.data)
      throw new Error(`subscription answered ${JSON.stringify(value)}`);
    return value.data;
  }

  /** Reads on until a message satisfies `test`; returns it. */
  async until(test: (data: Data) => boolean): Promise<Data> {
    for (;;) {
      const data = await this.next();
      if (data === undefined) throw new Error('the subscription completed before what the test waits for');
      if (test(data)) return data;
    }
  }

  /** All that comes until the server completes it. */
  async all(): Promise<Data[]> {
    const seen: Data[] = [];
    for (let data = await this.next(); data !== undefined; data = await this.next()) seen.push(data);
    return seen;
  }

  async close(): Promise<void> {
    await this.results.return?.();
    await this.socket.dispose();
  }
}
