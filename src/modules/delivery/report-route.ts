import type { FastifyInstance } from 'fastify';
import { isUuid } from '#kernel/ids.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import type { Runner } from '#platform/use-case/runner.js';
import { reportDelivery, type ReportOutcome } from './use-cases/report-delivery.js';
import type { WebhookSecrets } from './use-cases/webhook-secrets.js';

const BODY_MAX = 8 * 1_024;
const SIGNED_WITH = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

const STATUS: Readonly<Record<ReportOutcome, number>> = {
  TAKEN: 204,
  UNKNOWN: 404,
  MALFORMED: 400,
  TOO_LATE: 409,
};

export interface ReportRouteParts {
  readonly runner: () => Runner;
  readonly secrets: WebhookSecrets;
}

/**
 * `POST /deliveries/:id/report`: what became of a delivery, signed as the webhook's own requests are. 204 when it is
 * taken, 404 for a delivery or a signature that is not the organization's, 400 for a body that says nothing, 409 where
 * it is too late.
 */
export function reportRoute({ runner, secrets }: ReportRouteParts): (server: FastifyInstance) => void {
  return (server) =>
    void server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      scope.post<{ Params: { id: string } }>(
        '/deliveries/:id/report',
        { bodyLimit: BODY_MAX },
        async (request, reply) => {
          const { id: deliveryId } = request.params;
          const body = typeof request.body === 'string' ? request.body : '';
          const headers = Object.fromEntries(
            SIGNED_WITH.map((name) => [name, String(request.headers[name] ?? '')]),
          );
          if (!isUuid(deliveryId)) return reply.status(STATUS.UNKNOWN).send();
          try {
            const outcome = await reportDelivery(runner(), secrets, { deliveryId, body, headers });
            return await reply.status(STATUS[outcome]).send();
          } catch (error) {
            if (isUnavailable(error)) return reply.status(503).header('retry-after', '5').send();
            throw error;
          }
        },
      );
    });
}
