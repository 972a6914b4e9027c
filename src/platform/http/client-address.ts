import type { IncomingMessage } from 'node:http';

export type AddressOf = (request: IncomingMessage) => string | undefined;

/**
 * Whom a request comes from, behind `proxies` of our own: each appends whom it heard from to `X-Forwarded-For`, so
 * only the last `proxies` entries are theirs. What stands before them the client wrote itself, and it counts for
 * nothing. The same for requests and for sockets.
 */
export function clientAddress(proxies: number): AddressOf {
  return (request) => {
    const header = request.headers['x-forwarded-for'];
    const told = (Array.isArray(header) ? header.join(',') : (header ?? ''))
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    const hops = [request.socket.remoteAddress, ...told.toReversed()];
    return hops[Math.min(proxies, hops.length - 1)];
  };
}
