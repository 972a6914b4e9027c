import { lookup as resolve, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

export interface OutboundAnswer {
  readonly status: number;
  /** Undefined where it was longer than the most that is read. */
  readonly body: string | undefined;
}

/** The address leads where requests must not go. */
export class ClosedAddressError extends Error {
  override readonly name = 'ClosedAddressError';
}

const TIMEOUT_MS = 10_000;
const BODY_MAX = 16 * 1_024;
const SOCKETS_MAX = 16;

/**
 * POSTs to addresses that strangers have chosen: no redirects, ten seconds in all, sixteen kilobytes of answer. The
 * address is checked when the connection is made, after the name was resolved, so no name leads into a private network.
 */
export class OutboundHttp {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor(private readonly options: { readonly privateNetworks: boolean }) {
    const lookup = options.privateNetworks ? undefined : publicLookup;
    const agent = { keepAlive: true, maxSockets: SOCKETS_MAX, ...(lookup ? { lookup } : {}) };
    this.http = new HttpAgent(agent);
    this.https = new HttpsAgent(agent);
  }

  /** Rejects when there is no whole answer. */
  async post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<OutboundAnswer> {
    const target = new URL(url);
    this.admit(target);
    const secure = target.protocol === 'https:';
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const length = Buffer.byteLength(body);
    const options = {
      method: 'POST',
      agent: secure ? this.https : this.http,
      signal,
      headers: { ...headers, 'content-length': length },
    };
    const answer = await new Promise<IncomingMessage>((done, fail) => {
      const request = (secure ? httpsRequest : httpRequest)(target, options, done);
      request.once('error', fail);
      request.end(body);
    });
    return { status: answer.statusCode ?? 0, body: await bounded(answer) };
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  /** A literal address is never looked up, so it is checked here. */
  private admit(target: URL): void {
    if (this.options.privateNetworks) return;
    if (target.protocol !== 'https:') throw new ClosedAddressError('only https is allowed');
    const literal = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal))
      throw new ClosedAddressError(`${literal} is no public address`);
  }
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const open = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (error) callback(error, '', 0);
    else if (!first) callback(new ClosedAddressError(`${hostname} has no public address`), '', 0);
    else if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

async function bounded(answer: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_MAX) {
      answer.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
