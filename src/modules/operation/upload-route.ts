import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '#kernel/ids.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { uploadPurposes } from './domain/upload.js';
import { type ReceiveProblem, receiveUpload } from './use-cases/receive-upload.js';
import type { UploadUrls } from './use-cases/upload-urls.js';

export interface UploadRouteParts {
  readonly sql: Sql;
  readonly urls: UploadUrls;
}

interface UploadRequest {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly expires?: unknown; readonly signature?: unknown };
}

type Problem = Exclude<ReceiveProblem, 'CUT'> | 'BAD_SIGNATURE' | 'UNAVAILABLE';

const ANSWERS: Readonly<Record<Problem, { status: number; code: string; message: string }>> = {
  BAD_SIGNATURE: { status: 403, code: 'FORBIDDEN', message: 'This is not an upload URL of this server.' },
  COMPLETE: { status: 409, code: 'UPLOAD_COMPLETE', message: 'The file was received before.' },
  BUSY: { status: 409, code: 'UPLOAD_BUSY', message: 'The file is being received from another request.' },
  EXPIRED: {
    status: 410,
    code: 'UPLOAD_EXPIRED',
    message: 'The upload URL has expired. Create a new upload.',
  },
  TOO_LARGE: {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'The file is larger than its purpose allows.',
  },
  UNAVAILABLE: { status: 503, code: 'SERVICE_UNAVAILABLE', message: 'Try again in a moment.' },
};

/** A sender that is silent for so long is cut off. */
const IDLE_MS = 60_000;
/** How long the rest of a refused file is read and thrown away, so that its sender gets to read the answer. */
const LINGER_MS = 5_000;
const BODY_MAX = Math.max(...Object.values(uploadPurposes).map(({ maxBytes }) => maxBytes));

/** `PUT /uploads/:id?expires=…&signature=…`: the file as the body, whatever its content type. Answers 201 or why not. */
export function uploadRoute(parts: UploadRouteParts): (server: FastifyInstance) => void {
  return (server) =>
    void server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, done) => done(null));
      scope.put<UploadRequest>('/uploads/:id', { bodyLimit: BODY_MAX }, (request, reply) =>
        receive(parts, request, reply),
      );
    });
}

async function receive(
  { sql, urls }: UploadRouteParts,
  request: FastifyRequest<UploadRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id } = request.params;
  const { expires, signature } = request.query;
  if (!isUuid(id) || typeof expires !== 'string' || typeof signature !== 'string')
    return refuse(request, reply, 'BAD_SIGNATURE');
  if (!urls.isGenuine(id, expires, signature)) return refuse(request, reply, 'BAD_SIGNATURE');
  const length = request.headers['content-length'];
  request.raw.setTimeout(IDLE_MS);
  try {
    const body = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    const received = await receiveUpload(sql, id, body, length === undefined ? undefined : Number(length));
    if (received.ok) return reply.status(201).send(received.value);
    // Nobody is there to read an answer.
    return received.error === 'CUT' ? reply.hijack() : refuse(request, reply, received.error);
  } catch (error) {
    if (isUnavailable(error)) return refuse(request, reply.header('retry-after', '5'), 'UNAVAILABLE');
    throw error;
  }
}

function refuse(request: FastifyRequest<UploadRequest>, reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, message } = ANSWERS[problem];
  discardRest(request);
  return reply.status(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
}

function discardRest({ raw }: FastifyRequest<UploadRequest>): void {
  if (raw.complete) return;
  const timer = setTimeout(() => raw.destroy(), LINGER_MS).unref();
  raw.once('close', () => clearTimeout(timer));
  raw.resume();
}
