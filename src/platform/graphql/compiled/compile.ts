import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { executeField } from './execute-field.js';
import { FieldErrors } from './field-errors.js';
import { Later } from './later.js';
import { writerOf } from './object-writer.js';
import type { FieldPlan, Run, Source, WriteObject } from './plan.js';
import { Planner } from './planner.js';

export interface Execution {
  readonly contextValue: unknown;
  readonly variableValues: Readonly<Record<string, unknown>> | undefined;
  /** What the fields of the root read from: a subscription's event. */
  readonly rootValue?: unknown;
}

/** Executes one operation of a valid document, as graphql's `execute` does. Throws nothing and never rejects. */
export type CompiledOperation = (execution: Execution) => ExecutionResult | Promise<ExecutionResult>;

/** So many variables may decide `@skip` and `@include`: each combination that comes has a plan of its own. */
const CONDITIONS_MAX = 4;

/**
 * Prepares an operation for being executed often: its selections are collected once, by graphql's own rules, and
 * writing an object becomes one function. Fields, arguments, values and errors are treated as by graphql's `execute`,
 * step by step; `test/unit/platform/compiled.test.ts` holds the two against each other. Returns undefined for what
 * graphql has to execute itself.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | undefined {
  const type = schema.getRootType(operation.operation);
  const conditions = conditionsOf(document);
  if (!type || conditions.length > CONDITIONS_MAX || hasTypeTests(schema)) return undefined;
  const source: Source = { schema, operation, fragments: fragmentsOf(document) };
  const roots = new Map<string, WriteObject>();
  const rootFor = ({ variableValues }: Run): WriteObject => {
    const key = conditions.map((name) => String(variableValues[name])).join();
    let root = roots.get(key);
    if (!root) {
      const given = conditions.filter((name) => Object.hasOwn(variableValues, name));
      const chosen = Object.fromEntries(given.map((name) => [name, variableValues[name]]));
      root = rootOf(operation.operation, new Planner(source, chosen).root(type));
      roots.set(key, root);
    }
    return root;
  };
  return ({ contextValue, variableValues, rootValue }) => {
    const variables = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
      maxErrors: 50,
    });
    if (variables.errors) return { errors: variables.errors };
    const errors = new FieldErrors();
    return answer({ source, contextValue, rootValue, variableValues: variables.coerced, errors }, rootFor);
  };
}

function answer(run: Run, rootFor: (run: Run) => WriteObject): ExecutionResult | Promise<ExecutionResult> {
  const { errors } = run;
  const nulled = (error: GraphQLError): ExecutionResult => {
    errors.add(error, undefined);
    return { errors: errors.list, data: null };
  };
  try {
    const data = rootFor(run)(run, run.rootValue, undefined);
    if (!(data instanceof Later)) return resultOf(data, errors);
    return new Promise((resolve) => {
      data.listen(
        (settled) => resolve(resultOf(settled, errors)),
        (thrown) => resolve(nulled(thrown as GraphQLError)),
      );
    });
  } catch (error) {
    return nulled(error as GraphQLError);
  }
}

function resultOf(data: unknown, { list }: FieldErrors): ExecutionResult {
  const whole = data as NonNullable<ExecutionResult['data']>;
  return list.length === 0 ? { data: whole } : { errors: list, data: whole };
}

function rootOf(kind: OperationTypeNode, fields: readonly FieldPlan[]): WriteObject {
  return kind === OperationTypeNode.MUTATION
    ? (run, value) => writeSerially(run, value, fields, Object.create(null) as Record<string, unknown>)
    : writerOf(fields, 'resolvers');
}

/** One field after the other: each has ended before the next one begins. */
function writeSerially(
  run: Run,
  value: unknown,
  fields: readonly FieldPlan[],
  results: Record<string, unknown>,
): unknown {
  const [field, ...rest] = fields;
  if (!field) return results;
  const next = (part: unknown): unknown => {
    results[field.key] = part;
    return writeSerially(run, value, rest, results);
  };
  const part = executeField(run, field, value, undefined);
  return part instanceof Later ? part.andThen(next) : next(part);
}

/** `isTypeOf` is the one thing of graphql's that plans do not know. type-graphql makes no use of it. */
function hasTypeTests(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).some((type) => isObjectType(type) && type.isTypeOf);
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The variables that decide a `@skip` or an `@include` anywhere in the document. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE]: (directive) => {
      if (directive.name.value !== 'skip' && directive.name.value !== 'include') return;
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}
