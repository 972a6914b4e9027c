import type { Connection } from './database.js';

const TLS = new Map([
  ['disable', false],
  ['require', true],
  ['verify-ca', true],
  ['verify-full', true],
]);

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`. The host may be a percent-encoded directory, or
 * come as `?host=…`: then it is the directory of a Unix socket. TLS always verifies the server's certificate.
 * Returns what is wrong as text, without any part of the value.
 */
export function parseConnectionUrl(text: string): Connection | string {
  if (!URL.canParse(text)) return 'not a URL';
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) return 'must begin with postgres://';
  try {
    return connectionOf(url);
  } catch {
    return 'not percent-encoded as URLs are';
  }
}

function connectionOf(url: URL): Connection | string {
  const sslmode = url.searchParams.get('sslmode') ?? 'disable';
  const ssl = TLS.get(sslmode);
  if (ssl === undefined) return `sslmode must be one of ${[...TLS.keys()].join(', ')}`;
  const user = decodeURIComponent(url.username);
  if (user === '') return 'names no user';
  return {
    host:
      url.searchParams.get('host') ??
      (decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'),
    port: Number(url.searchParams.get('port') ?? (url.port || '5432')),
    user,
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    ssl,
  };
}
