import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One dashboard: where it connects to, as whom, and what it watches. */
export interface WatcherPlan {
  readonly port: number;
  readonly token: string;
  readonly address: string;
  /** Of the subscription; undefined where the server just sends. */
  readonly operation: { readonly query: string; readonly variables: object } | undefined;
}

/** What hears of every message, with the last `sequence` of the watcher before it and the one in it. */
export type Heard = (before: number, sequence: number) => void;

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const SEQUENCE = '"sequence":';
const NONE = -1;
/** Close codes of a server that cannot now: overload, and a handshake that took it too long. */
const RETRYABLE = [1013, 4408];

/** The server has closed a socket. */
export class SocketClosed extends Error {
  constructor(readonly code: number) {
    super(`the server has closed the socket: ${code}`);
  }

  get retryable(): boolean {
    return RETRYABLE.includes(this.code);
  }
}

/**
 * A dashboard that speaks WebSocket and graphql-transport-ws by hand and looks at nothing in a message but its
 * `sequence`, so that thousands of them fit into one process without being what is measured.
 */
export class Watcher {
  /** Of the newest message; -1 before the first. */
  sequence = NONE;
  messages = 0;
  /** Why it sees nothing more. */
  lost: SocketClosed | undefined;
  private closeCode = 1006;
  private rest: Buffer = Buffer.alloc(0);
  private isUpgraded = false;
  private ready: { resolve(): void; reject(error: Error): void } | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly plan: WatcherPlan,
    private readonly heard: Heard,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.ready?.reject(error));
    socket.on('close', () => {
      this.lost = new SocketClosed(this.closeCode);
      this.ready?.reject(this.lost);
    });
  }

  /** Resolves with the first message of the subscription. Rejects with SocketClosed if the server will not have it. */
  static async open(plan: WatcherPlan, heard: Heard): Promise<Watcher> {
    const socket = connect(plan.port, '127.0.0.1');
    await once(socket, 'connect');
    const watcher = new Watcher(socket, plan, heard);
    const first = new Promise<void>((resolve, reject) => {
      watcher.ready = { resolve, reject };
    });
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
        `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n` +
        `sec-websocket-protocol: graphql-transport-ws\r\nx-forwarded-for: ${plan.address}\r\n\r\n`,
    );
    await first;
    return watcher;
  }

  async close(): Promise<void> {
    this.ready = undefined;
    if (this.lost) return;
    const closed = once(this.socket, 'close');
    this.socket.destroy();
    await closed;
  }

  private take(chunk: Buffer): void {
    let data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (!this.isUpgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return void (this.rest = data);
      const head = data.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 101')) return this.ready?.reject(new Error(head));
      this.isUpgraded = true;
      data = data.subarray(end + 4);
      this.begin();
    }
    this.rest = this.takeFrames(data);
  }

  /** Returns what is left of a frame that has not come whole. */
  private takeFrames(data: Buffer): Buffer {
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 127;
      const header = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length - at < header) break;
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6);
      const end = at + header + length;
      if (data.length < end) break;
      this.hear((data[at] ?? 0) & 15, data, at + header, end);
      at = end;
    }
    return at === data.length ? EMPTY : Buffer.from(data.subarray(at));
  }

  private hear(opcode: number, data: Buffer, start: number, end: number): void {
    if (opcode === CLOSE && end - start >= 2) this.closeCode = data.readUInt16BE(start);
    if (opcode === PING) return this.send(PONG, data.toString('latin1', start, end));
    if (opcode !== TEXT) return;
    const sequence = sequenceIn(data, start, end);
    if (sequence !== NONE) {
      this.messages += 1;
      const before = this.sequence;
      this.sequence = sequence;
      this.heard(before, sequence);
      if (this.messages === 1) this.ready?.resolve();
      return;
    }
    const message = data.toString('utf8', start, end);
    const { operation } = this.plan;
    if (message.includes('"connection_ack"') && operation) {
      this.send(TEXT, JSON.stringify({ id: 'w', type: 'subscribe', payload: operation }));
    } else if (!message.includes('"ping"')) this.ready?.reject(new Error(message));
  }

  private begin(): void {
    const { operation, token } = this.plan;
    if (!operation) return;
    const payload = { authorization: `Bearer ${token}` };
    this.send(TEXT, JSON.stringify({ type: 'connection_init', payload }));
  }

  /** A client's frame is masked; the mask of zeros is as good as any to a server. */
  private send(opcode: number, text: string): void {
    const payload = Buffer.from(text);
    const short = payload.length < 126;
    const header = Buffer.alloc(short ? 6 : 8);
    header[0] = 128 | opcode;
    header[1] = 128 | (short ? payload.length : 126);
    if (!short) header.writeUInt16BE(payload.length, 2);
    this.socket.write(Buffer.concat([header, payload]));
  }
}

const EMPTY: Buffer = Buffer.alloc(0);

/** The number after `"sequence":` in a message; -1 without one. */
function sequenceIn(data: Buffer, start: number, end: number): number {
  let at = data.indexOf(SEQUENCE, start, 'latin1');
  if (at < 0 || at >= end) return NONE;
  let value = 0;
  for (at += SEQUENCE.length; at < end; at++) {
    const digit = (data[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
