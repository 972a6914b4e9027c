import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a peer may take for the rest of its request, or to take the rest of its answer. */
const REST_MS = 5_000;

/**
 * The connections of an HTTP server, so that it can close: Node itself waits for those on which nothing was ever sent,
 * or a request came in half, or an answer is not taken, until timeouts of minutes. Only a peer that still gets an
 * answer is worth waiting for.
 */
export class OpenConnections {
  /** What each is doing; undefined between two requests. */
  private readonly all = new Map<Socket, ServerResponse | undefined>();
  private closing = false;

  constructor(server: Server) {
    server.on('connection', (socket) => {
      if (this.closing) return socket.destroy();
      this.all.set(socket, undefined);
      socket.once('close', () => this.all.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response) => {
      this.all.set(socket, response);
      response.once('close', () => {
        if (this.all.get(socket) === response) this.all.set(socket, undefined);
      });
    });
    // From then on it is a WebSocket, which is closed elsewhere.
    server.on('upgrade', ({ socket }) => this.all.delete(socket));
  }

  /** From now on only answers are waited for, and for a while the rest of what has begun to come. */
  letGo(): void {
    this.closing = true;
    for (const socket of this.all.keys()) if (socket.bytesRead === 0) socket.destroy();
    setTimeout(() => {
      for (const [socket, response] of this.all) {
        if (!response?.req.complete || response.writableEnded) socket.destroy();
      }
    }, REST_MS).unref();
  }
}
