import {
  defaultTypeResolver,
  getNullableType,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Path } from 'graphql/jsutils/Path.js';
import { completeAt, infoOf, isPromise } from './execute-field.js';
import { Later, whole } from './later.js';
import type { Complete, FieldPlan, Run, WriteObject } from './plan.js';

type GraphQLNullableOutputType = ReturnType<typeof getNullableType<GraphQLOutputType>>;

/** How objects of a type are written; asked for when the first one comes. */
type WriterFor = (type: GraphQLObjectType) => WriteObject;

/** How the values of a type are completed. */
export function completerOf(schema: GraphQLSchema, type: GraphQLOutputType, writerFor: WriterFor): Complete {
  const nullable = !isNonNullType(type);
  const present = completerOfPresent(schema, getNullableType(type), writerFor);
  return (run, value, path, field) => {
    if (value instanceof Error) throw value;
    if (value !== null && value !== undefined) return present(run, value, path, field);
    if (nullable) return null;
    throw new Error(
      `Cannot return null for non-nullable field ${field.parentType.name}.${field.definition.name}.`,
    );
  };
}

function completerOfPresent(
  schema: GraphQLSchema,
  type: GraphQLNullableOutputType,
  writerFor: WriterFor,
): Complete {
  if (isListType(type)) return list(type.ofType, completerOf(schema, type.ofType, writerFor));
  if (isLeafType(type)) return leaf(type);
  return isObjectType(type) ? object(type, writerFor) : abstract(schema, type, writerFor);
}

function leaf(type: GraphQLLeafType): Complete {
  return (_run, value) => {
    const serialized = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(
      `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
    );
  };
}

function list(itemType: GraphQLOutputType, complete: Complete): Complete {
  const nullable = !isNonNullType(itemType);
  return (run, value, prev, field) => {
    if (!isIterableObject(value)) {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.definition.name}".`,
      );
    }
    const parts: unknown[] = [];
    let pending = false;
    for (const item of value) {
      const path = { prev, key: parts.length, typename: undefined };
      const part = completeAt({ run, field, path, nullable }, complete, item);
      if (part instanceof Later) pending = true;
      parts.push(part);
    }
    return pending ? whole(parts, parts.keys()) : parts;
  };
}

function isIterableObject(value: unknown): value is Iterable<unknown> {
  return (
    typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function' && typeof value === 'object'
  );
}

function object(type: GraphQLObjectType, writerFor: WriterFor): Complete {
  let write: WriteObject | undefined;
  return (run, value, path) => (write ??= writerFor(type))(run, value, path);
}

function abstract(schema: GraphQLSchema, type: GraphQLAbstractType, writerFor: WriterFor): Complete {
  const writers = new Map<string, WriteObject>();
  const write = (run: Run, name: unknown, value: unknown, path: Path, field: FieldPlan): unknown => {
    let known = typeof name === 'string' ? writers.get(name) : undefined;
    if (!known) {
      const concrete = possibleType(schema, type, name, value, field);
      known = writerFor(concrete);
      writers.set(concrete.name, known);
    }
    return known(run, value, path);
  };
  return (run, value, path, field) => {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name: unknown = resolveType(value, run.contextValue, infoOf(run, field, path), type);
    if (!isPromise(name)) return write(run, name, value, path, field);
    return Later.of(name, (settled) => write(run, settled, value, path, field), rethrow);
  };
}

function rethrow(thrown: unknown): never {
  throw thrown;
}

/** The object type that a resolver has named. Throws what graphql throws for a name that cannot be. */
function possibleType(
  schema: GraphQLSchema,
  type: GraphQLAbstractType,
  name: unknown,
  value: unknown,
  { parentType, definition, nodes }: FieldPlan,
): GraphQLObjectType {
  const place = `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${parentType.name}.${definition.name}"`;
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `${place}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(`${place} with value ${inspect(value)}, received "${inspect(name)}".`);
  }
  const concrete = schema.getType(name);
  if (isObjectType(concrete) && schema.isSubType(type, concrete)) return concrete;
  throw new GraphQLError(
    concrete === undefined
      ? `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`
      : isObjectType(concrete)
        ? `Runtime Object type "${name}" is not a possible type for "${type.name}".`
        : `Abstract type "${type.name}" was resolved to a non-object type "${name}".`,
    { nodes },
  );
}
