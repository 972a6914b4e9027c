import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { downloadById, readDownload } from './data/downloads.js';
import type { DownloadUrls } from './use-cases/download-urls.js';

export interface DownloadRouteParts {
  readonly sql: Sql;
  readonly urls: DownloadUrls;
}

interface DownloadRequest {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly expires?: unknown; readonly signature?: unknown };
}

const ANSWERS = {
  BAD_SIGNATURE: { status: 403, code: 'FORBIDDEN', message: 'This is not a download URL of this server.' },
  EXPIRED: {
    status: 410,
    code: 'DOWNLOAD_EXPIRED',
    message: 'The download URL has expired. Read a new one.',
  },
  UNAVAILABLE: { status: 503, code: 'SERVICE_UNAVAILABLE', message: 'Try again in a moment.' },
} as const;

/** `GET /downloads/:id?expires=…&signature=…`: the file, as the database gives it, never more than some chunks of it. */
export function downloadRoute(parts: DownloadRouteParts): (server: FastifyInstance) => void {
  return (server) =>
    void server.get<DownloadRequest>('/downloads/:id', (request, reply) => send(parts, request, reply));
}

async function send(
  { sql, urls }: DownloadRouteParts,
  request: FastifyRequest<DownloadRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id } = request.params;
  const { expires, signature } = request.query;
  if (!isUuid(id) || typeof expires !== 'string' || typeof signature !== 'string')
    return refuse(request, reply, 'BAD_SIGNATURE');
  const until = urls.expiryOf(id, expires, signature);
  if (!until) return refuse(request, reply, 'BAD_SIGNATURE');
  try {
    const found = (await databaseNow(sql)) < until ? await downloadById(sql, id) : undefined;
    if (!found) return refuse(request, reply, 'EXPIRED');
    return reply
      .type(found.contentType)
      .header('content-length', found.bytes)
      .header('content-disposition', `attachment; filename="${found.fileName}"`)
      .header('cache-control', 'private, no-store')
      .send(Readable.from(readDownload(sql, found), { objectMode: false }));
  } catch (error) {
    if (isUnavailable(error)) return refuse(request, reply.header('retry-after', '5'), 'UNAVAILABLE');
    throw error;
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, problem: keyof typeof ANSWERS): FastifyReply {
  const { status, code, message } = ANSWERS[problem];
  return reply.status(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
}
