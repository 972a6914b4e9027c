import type { Duplex } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { LiveRooms, LiveSource } from '../live/live-rooms.js';
import type { Seat, Shown } from '../live/seat.js';
import type { Viewer } from '../use-case/viewer.js';
import type { ApiContext } from './context.js';
import { beforePayload, writeNext } from './socket-frames.js';

/** Bytes that wait in a socket before it is sent no more. */
const CONGESTED_BYTES = 64 * 1024;

/** One subscription over one socket. */
export interface Subscription {
  readonly operationId: string;
  readonly viewer: Viewer | undefined;
  /** Equal for the same document, operation, variables and language. */
  readonly selection: string;
  /** The bytes under the WebSocket. */
  readonly socket: Duplex;
  /** For one delivery: what was loaded for the one before is out of date. */
  context(): ApiContext;
  /** Makes what is selected of a root. */
  execute(root: unknown, context: ApiContext): ExecutionResult | Promise<ExecutionResult>;
  /** As a client may see it. */
  told(result: ExecutionResult): object;
  /** Closes the socket of one who reads too slowly. */
  drop(): void;
}

/**
 * The stream that graphql-ws holds for a subscription. Nothing comes out of it: messages go past it to the socket, and
 * it ends when the subscription does.
 */
export class LiveStream implements AsyncGenerator<never, void> {
  private readonly ended = Promise.withResolvers<void>();
  private readonly leave: () => void;

  constructor(rooms: LiveRooms, source: LiveSource, subscription: Subscription) {
    const { promise, resolve, reject } = this.ended;
    // Whether anybody awaits it by then or not.
    promise.catch(() => undefined);
    const end = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
    this.leave = source.join(rooms, seatOf(subscription, end));
  }

  async next(): Promise<IteratorResult<never, void>> {
    await this.ended.promise;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.leave();
    this.ended.resolve();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    this.leave();
    throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function seatOf(subscription: Subscription, end: (error?: unknown) => void): Seat {
  const { socket, viewer, selection, operationId } = subscription;
  const before = beforePayload(operationId);
  return {
    viewer,
    selection,
    show: (root) => shown(subscription, root),
    send: (payload) => {
      if (socket.writable) writeNext(socket, before, payload);
    },
    get congested() {
      return socket.writableLength > CONGESTED_BYTES;
    },
    onceDrained: (listener) => void socket.once('drain', listener),
    end,
    drop: () => subscription.drop(),
  };
}

async function shown(subscription: Subscription, root: unknown): Promise<Shown> {
  const contextValue = subscription.context();
  const result = await subscription.execute(root, contextValue);
  const payload = Buffer.from(JSON.stringify(subscription.told(result)));
  return { payload, personal: contextValue.isPersonal };
}
