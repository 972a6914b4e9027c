import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { makeServer } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';

/** 4401 and 4500 are not among them: clients of graphql-ws take those as final, and a retry can cure all of ours. */
export const CLOSE = {
  idle: 1000,
  forbidden: 4403,
  goingAway: 1001,
  internal: 1011,
  tryAgainLater: 1013,
} as const;

/** Pings a peer so often and drops it when it stays silent until the next time. Returns what stops that. */
export function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}

/** How long a peer may take to answer a close. */
const CLOSE_MS = 2_000;
/** How long what is under way on a socket may take before it is closed all the same, and how often it is looked. */
const ANSWER_MS = 10_000;
const LOOK_MS = 20;

/**
 * Closes them with 1001 over so many ms, each at a random moment of its own share of that: their clients come to the
 * other nodes one by one, and not all at once. One on which something `isUnderWay` is closed once it was answered.
 */
export async function closeOver(
  sockets: readonly WebSocket[],
  overMs: number,
  isUnderWay: (socket: WebSocket) => boolean,
): Promise<void> {
  const share = overMs / sockets.length;
  await Promise.all(
    sockets.map(async (socket, place) => {
      await delay((place + Math.random()) * share);
      const latest = performance.now() + ANSWER_MS;
      while (socket.readyState === socket.OPEN && isUnderWay(socket) && performance.now() < latest) {
        await delay(LOOK_MS);
      }
      if (socket.readyState !== socket.CLOSED) await closeWithin(socket, CLOSE_MS);
    }),
  );
}

/** Closes with 1001, and cuts a peer off that does not answer in time. */
function closeWithin(socket: WebSocket, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), timeoutMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(CLOSE.goingAway, 'Going away');
  });
}

/** Refuses an upgrade with an HTTP status. */
export function reject(socket: Duplex, status: string): void {
  // Not held open until the peer closes its end too: it may be gone.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** Sends wait until the bytes are handed to the kernel, so a slow reader holds up its own stream and no buffer grows. */
export function transportOf(
  socket: WebSocket,
  log: Logger,
): Parameters<ReturnType<typeof makeServer>['opened']>[0] {
  return {
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve, reject_) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        socket.send(data, (error) => (error ? reject_(error) : resolve()));
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) =>
      socket.on('message', (data) => {
        // Always a Buffer: that is the default of `binaryType`.
        handle((data as Buffer).toString()).catch((error: unknown) => {
          if (socket.readyState !== socket.OPEN) return;
          log.error({ err: error }, 'socket message failed');
          socket.close(CLOSE.internal, 'Internal error');
        });
      }),
  };
}
