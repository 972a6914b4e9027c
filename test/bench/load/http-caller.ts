import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One caller on a connection of its own, and what it asks for again and again, in this order. */
export interface CallerPlan {
  readonly port: number;
  readonly token: string;
  readonly address: string;
  readonly bodies: readonly string[];
  /** Whether each request has an idempotency key of its own. */
  readonly keyed: boolean;
  /** What each answer must hold. */
  readonly expect: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The least time between two requests; without it each follows the answer to the one before. */
  readonly everyMs?: number;
}

/** What an overloaded server says of what it has not done. */
const RETRYABLE = '"retryable":true';
/** How long one waits who was refused for now. */
const REFUSED_PAUSE_MS = 20;

let keys = 0;

/** Speaks HTTP/1.1 by hand, one request at a time: a client that costs the machine as little as Node allows. */
export class HttpCaller {
  private readonly requests: readonly (readonly [head: string, rest: string])[];
  private received: Buffer = Buffer.alloc(0);
  private asked = 0;
  private request = '';
  private sentAt = 0;
  private deadline = 0;
  private done: { resolve(): void; reject(error: Error): void } | undefined;
  /** Milliseconds, one for each answer of the present run, from its first asking. */
  times: number[] = [];
  /** How often the server has said to try again, which was done. */
  refused = 0;

  private socket: Socket | undefined;

  constructor(private readonly plan: CallerPlan) {
    this.requests = plan.bodies.map((body) => requestOf(plan, body));
  }

  /** Takes a connection. Not kept from run to run: servers close those that are idle. */
  async connect(port = this.plan.port): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.done?.reject(error));
    socket.on('close', () => this.done?.reject(new Error('the server has closed the connection')));
    this.socket = socket;
  }

  disconnect(): void {
    this.done = undefined;
    this.socket?.destroy();
  }

  /** Asks on until the deadline, by `performance.now()`, and waits for the last answer. */
  run(deadline: number): Promise<void> {
    this.times = [];
    this.refused = 0;
    this.deadline = deadline;
    return new Promise((resolve, reject) => {
      this.done = { resolve, reject };
      this.ask();
    });
  }

  private ask(): void {
    const [head, rest] = this.requests[this.asked % this.requests.length] ?? ['', ''];
    this.asked += 1;
    this.sentAt = performance.now();
    if (!this.plan.keyed) this.request = head + rest;
    else {
      keys += 1;
      this.request = `${head}idempotency-key: ${process.pid}-${keys}\r\n${rest}`;
    }
    this.socket?.write(this.request);
  }

  private goOn(now: number): void {
    const next = this.sentAt + (this.plan.everyMs ?? 0);
    if (Math.max(now, next) >= this.deadline) this.done?.resolve();
    else if (next <= now) this.ask();
    else setTimeout(() => this.ask(), next - now);
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    if (!isWhole(this.received)) return;
    const answer = this.received;
    this.received = Buffer.alloc(0);
    if (answer.includes(RETRYABLE)) {
      this.refused += 1;
      setTimeout(() => this.socket?.write(this.request), REFUSED_PAUSE_MS);
      return;
    }
    const now = performance.now();
    this.times.push(now - this.sentAt);
    if (!answer.includes(this.plan.expect)) {
      this.done?.reject(new Error(`an answer is not as it must be:\n${answer.toString()}`));
    } else this.goOn(now);
  }
}

function requestOf({ token, address, headers = {} }: CallerPlan, body: string): [head: string, rest: string] {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return [
    'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n' +
      `authorization: Bearer ${token}\r\nx-forwarded-for: ${address}\r\n${more.join('')}`,
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ];
}

const LAST_CHUNK = '\r\n0\r\n\r\n';

/** Whether all of an answer is there, by its length or its last chunk. */
function isWhole(received: Buffer): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = received.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length >= end + 4 + Number(length);
  return received.toString('latin1', received.length - LAST_CHUNK.length) === LAST_CHUNK;
}
