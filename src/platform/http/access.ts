import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.js';

/** What a client may choose as its request id: short and harmless in a log. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** The client's own, where it is harmless, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

export interface Access {
  readonly requestId: string;
  readonly method: string;
  /** Without its parameters. */
  readonly url: string | undefined;
  /** The route that it came to, for it is counted by that. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts each request that was answered, and writes its line of the access log. */
export function accessRecorder({
  log,
  metrics,
}: {
  readonly log: Logger;
  readonly metrics: Metrics;
}): (access: Access) => void {
  // What a line holds is named here, so nothing in it has to be looked for and hidden.
  const lines = log.child({}, { redact: [] });
  return ({ requestId, method, url, route, status, seconds }) => {
    metrics.requests.observe({ method, route, status: String(status) }, seconds);
    lines.info({ requestId, method, url, status, seconds }, 'request');
  };
}
