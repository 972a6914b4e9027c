import {
  type ExecutionResult,
  getOperationAST,
  type GraphQLError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Logger } from 'pino';
import { JSON_TYPE } from '../http/json-body.js';
import type { ApiAnswer, ApiRequest } from '../http/plain-posts.js';
import type { ApiContext } from './context.js';
import { type ErrorReport, tellError } from './errors.js';
import type { KnownDocument } from './known-documents.js';
import type { Pipeline } from './pipeline.js';

export interface LaneParts {
  readonly pipeline: Pipeline;
  readonly log: Logger;
  /** Whether anonymous callers are told of the schema in messages. */
  readonly openSchema: boolean;
}

/** A call that the lane answers: of an operation that is known, in the plainest of ways. */
export interface PlainCall {
  readonly known: KnownDocument;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contentType: string;
}

const ACCEPTS_MAX = 100;

/**
 * The lane beside Apollo, for what is sent again and again. Its calls are those that Apollo would only hand through:
 * admitted, executed, told of errors and answered by the same functions, byte for byte as Apollo's. Everything else,
 * above all what is seen for the first time, is Apollo's: what is no POST of plain JSON, what must be refused, and
 * what has a feature that only Apollo knows. A call goes one way or the other before anything of it is executed.
 */
export class Lane {
  /** By `Accept` header, the type that Apollo has answered with. */
  private readonly contentTypes = new Map<string, string>();
  private count = 0;

  constructor(private readonly parts: LaneParts) {}

  /** Notes how Apollo has answered to an `Accept` header. */
  learn(accept: string | undefined, contentType: string | undefined): void {
    if (contentType === undefined) return;
    const [oldest] = this.contentTypes.keys();
    if (oldest !== undefined && this.contentTypes.size >= ACCEPTS_MAX) this.contentTypes.delete(oldest);
    this.contentTypes.set(accept ?? '', contentType);
  }

  /** Calls that were answered here and not by Apollo. */
  get answers(): number {
    return this.count;
  }

  /** The call, if it is a plain one of an operation that HTTP can answer. */
  plainCall({
    method,
    headers,
    body,
  }: Pick<ApiRequest, 'method' | 'headers' | 'body'>): PlainCall | undefined {
    if (method !== 'POST' || !JSON_TYPE.test(headers['content-type'] ?? '') || !isRecord(body))
      return undefined;
    const contentType = this.contentTypes.get(headers.accept ?? '');
    const { query, operationName = null, variables = null, extensions = null } = body;
    const known = typeof query === 'string' && contentType ? this.parts.pipeline.known(query) : undefined;
    if (!known || !contentType) return undefined;
    if (operationName !== null && typeof operationName !== 'string') return undefined;
    if (variables !== null && !isRecord(variables)) return undefined;
    if (extensions !== null && (!isRecord(extensions) || extensions['persistedQuery'])) return undefined;
    const operation = getOperationAST(known.document, operationName);
    if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
    return {
      known,
      operation,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
      contentType,
    };
  }

  async answer(call: PlainCall, context: ApiContext): Promise<ApiAnswer> {
    const { known, operation, operationName, variables, contentType } = call;
    const { document } = known;
    const { pipeline } = this.parts;
    this.count += 1;
    const refused = pipeline.admit({ document, operation, variables, viewer: context.viewer });
    const result: ExecutionResult = refused
      ? { errors: [refused] }
      : await pipeline.execute({
          schema: pipeline.schema,
          document,
          operationName: operationName ?? null,
          variableValues: variables,
          contextValue: context,
        });
    const status = result.data === undefined ? 400 : 200;
    return { status, contentType, body: `${this.written(result, context)}\n` };
  }

  private written({ data, errors }: ExecutionResult, { origin, viewer }: ApiContext): string {
    if (!errors?.length) return JSON.stringify({ data });
    const report: ErrorReport = {
      log: this.parts.log,
      requestId: origin.requestId,
      suggestions: this.parts.openSchema || viewer !== undefined,
    };
    return JSON.stringify({ errors: errors.map((error: GraphQLError) => tellError(error, report)), data });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
