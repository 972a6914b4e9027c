import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EXPLORER_HTML, EXPLORER_SCRIPT, EXPLORER_STYLE } from './explorer-page.js';

const require = createRequire(import.meta.url);
const react = dirname(require.resolve('react/package.json'));
const reactDom = dirname(require.resolve('react-dom/package.json'));

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** What the page loads, from the packages as they are published. Nothing comes from another host. */
const ASSETS: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  'react.js': { type: SCRIPT, file: () => join(react, 'umd/react.production.min.js') },
  'react-dom.js': { type: SCRIPT, file: () => join(reactDom, 'umd/react-dom.production.min.js') },
  'graphiql.js': { type: SCRIPT, file: () => require.resolve('graphiql/graphiql.min.js') },
  'graphiql.css': { type: STYLE, file: () => require.resolve('graphiql/graphiql.min.css') },
};

/** Scripts, styles and connections of our own only, nothing inline. `data:` is what GraphiQL's styles embed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A browser that opens the API's address asks for a page; programs ask for JSON or for anything. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

/** GraphiQL at the API's own address; works without a network, subscriptions included. */
export async function sendExplorer(reply: FastifyReply): Promise<void> {
  await reply
    .headers({
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'accept',
    })
    .type('text/html; charset=utf-8')
    .send(EXPLORER_HTML);
}

/** The page's scripts and styles, below /explorer. */
export function explorerAssets(server: FastifyInstance): void {
  const send = (reply: FastifyReply, type: string, body: Buffer | string): FastifyReply =>
    reply.header('cache-control', 'public, max-age=3600').type(type).send(body);
  server.get('/explorer/start.js', async (_request, reply) => send(reply, SCRIPT, EXPLORER_SCRIPT));
  server.get('/explorer/page.css', async (_request, reply) => send(reply, STYLE, EXPLORER_STYLE));
  for (const [name, { type, file }] of Object.entries(ASSETS)) {
    server.get(`/explorer/${name}`, async (_request, reply) => send(reply, type, await readFile(file())));
  }
}
