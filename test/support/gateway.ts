import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface GatewayRequest {
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
  readonly data: {
    readonly deliveryId: string;
    readonly kind: string;
    readonly language: string;
    readonly recipient: {
      readonly mobile: string;
      readonly userId: string | null;
      readonly name: string | null;
    };
    readonly title: string;
    readonly text: string;
    readonly link: string | null;
    readonly reportUrl: string;
  };
}

export interface GatewayAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A company's gateway for short messages: a real HTTP server on a free port that checks each signature. */
export class Gateway implements AsyncDisposable {
  private readonly waiting: GatewayRequest[] = [];
  private readonly readers: ((request: GatewayRequest) => void)[] = [];
  answer: (request: GatewayRequest) => GatewayAnswer = () => ({ status: 200 });
  /** Set once the company knows it. */
  secret: string | undefined;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Gateway> {
    const server = createServer();
    const gateway = new Gateway(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status, body, headers } = gateway.receive(request, Buffer.concat(chunks).toString('utf8'));
        response.writeHead(status, headers).end(body);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }

  /** The next request, in order; waits for it. */
  next(): Promise<GatewayRequest> {
    const request = this.waiting.shift();
    return request ? Promise.resolve(request) : new Promise((done) => this.readers.push(done));
  }

  get unread(): number {
    return this.waiting.length;
  }

  /** Tells the server what became of a delivery, signed at `now`. Returns the status of its answer. */
  async report(
    { data }: GatewayRequest,
    body: string,
    secret = this.secret ?? '',
    now = new Date(),
  ): Promise<number> {
    const response = await fetch(data.reportUrl, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': data.deliveryId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(data.deliveryId, now, body),
      },
    });
    return response.status;
  }

  private receive(message: IncomingMessage, raw: string): GatewayAnswer {
    if (this.secret !== undefined) {
      try {
        new Webhook(this.secret).verify(raw, message.headers as Record<string, string>);
      } catch {
        return { status: 401 };
      }
    }
    const { data } = JSON.parse(raw) as Pick<GatewayRequest, 'data'>;
    const request: GatewayRequest = { headers: message.headers, raw, data };
    const answer = this.answer(request);
    const reader = this.readers.shift();
    if (reader) reader(request);
    else this.waiting.push(request);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}
