import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import type { Viewer } from '../use-case/viewer.js';
import { type KnownDocument, KnownDocuments } from './known-documents.js';
import { LIMITS, weigh } from './limits.js';

export interface Pipeline {
  readonly schema: GraphQLSchema;
  /** Parses and validates a document; what was found good before is found by its text. */
  prepare(source: string): DocumentNode | readonly GraphQLError[];
  /** The document that `prepare` found good, by the SHA-256 of its text in hexadecimal. */
  prepared(hash: string): DocumentNode | undefined;
  /** What `prepare` found good before, by its text. */
  known(source: string): KnownDocument | undefined;
  /** What must hold for this call of a valid document: its weight by its variables, and introspection rights. */
  admit(call: {
    document: DocumentNode;
    operation: OperationDefinitionNode;
    variables: Readonly<Record<string, unknown>>;
    viewer: Viewer | undefined;
  }): GraphQLError | undefined;
  /** Executes an admitted operation; by its compiled form, if it has one. For a subscription's event, with it as root. */
  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult>;
}

/**
 * The one way of an operation, whichever transport brought it: parse, limits, validation, admission.
 * `openSchema` lets anonymous callers introspect; otherwise only those who have signed in do.
 */
export function createPipeline(schema: GraphQLSchema, options: { openSchema: boolean }): Pipeline {
  const documents = new KnownDocuments(schema);
  const run: Pipeline['execute'] = (args) => {
    const compiled = documents.ofDocument(args.document)?.compiled(args.operationName);
    if (!compiled) return execute(args);
    const { contextValue, variableValues, rootValue } = args;
    return compiled({ contextValue, variableValues: variableValues ?? undefined, rootValue });
  };
  return {
    schema,
    known: (source) => documents.ofText(source),
    prepared: (hash) => documents.ofHash(hash)?.document,
    execute: run,
    prepare(source) {
      const known = documents.ofText(source);
      if (known) return known.document;
      const document = parseBounded(source);
      if (document instanceof GraphQLError) return [document];
      const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
      if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
      documents.add(source, document);
      return document;
    },
    admit({ document, operation, variables, viewer }) {
      if (!options.openSchema && !viewer && introspects(document)) {
        return new GraphQLError('Introspection needs a signed-in caller.', {
          extensions: { code: 'UNAUTHENTICATED' },
        });
      }
      const weight = weigh(document, operation, variables);
      return weight instanceof GraphQLError ? weight : undefined;
    },
  };
}

/** The operation of a document that a call means; an error where the name is missing or unknown. */
export function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | GraphQLError {
  return (
    getOperationAST(document, name) ??
    new GraphQLError(
      name ? `Unknown operation named "${name}".` : 'Say which operation with "operationName".',
      {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
      },
    )
  );
}

function parseBounded(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return Object.assign(error, { extensions: { ...error.extensions, code } });
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: (field) => {
      if (field.name.value === '__schema' || field.name.value === '__type') found = true;
    },
  });
  return found;
}
