import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const WAIT_MS = 30_000;

/**
 * Stands for the gateway that sends text messages: the server POSTs each sign-in code here, signed, and here the
 * phones read theirs. What is not signed with the shared secret is refused with 401.
 */
export class CodeGateway {
  private readonly waiting = new Map<string, (code: string) => void>();
  private listener: ((mobile: string, code: string) => void) | undefined;

  private constructor(
    private readonly server: Server,
    readonly secret: string,
  ) {}

  static async open(): Promise<CodeGateway> {
    const server = createServer();
    const gateway = new CodeGateway(server, randomBytes(32).toString('hex'));
    server.on('request', (request, response) => {
      gateway.receive(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/codes`;
  }

  /** The next code for a mobile, E.164. Ask before the code is requested. Rejects after 30 s without one. */
  nextCode(mobile: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(mobile);
        reject(new Error(`no sign-in code came for ${mobile} within ${WAIT_MS / 1000} s`));
      }, WAIT_MS);
      timer.unref();
      this.waiting.set(mobile, (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  }

  /** From now on, codes that nobody in the demo waits for go to `listener`. */
  forward(listener: (mobile: string, code: string) => void): void {
    this.listener = listener;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (!this.isSigned(body, request.headers['assent-signature'])) {
      response.writeHead(401).end();
      return;
    }
    const { mobile, code } = JSON.parse(body) as { mobile: string; code: string };
    const take = this.waiting.get(mobile);
    this.waiting.delete(mobile);
    if (take) take(code);
    else this.listener?.(mobile, code);
    response.writeHead(204).end();
  }

  private isSigned(body: string, header: string | string[] | undefined): boolean {
    const expected = Buffer.from(`sha256=${createHmac('sha256', this.secret).update(body).digest('hex')}`);
    const given = Buffer.from(typeof header === 'string' ? header : '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
