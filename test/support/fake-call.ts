import {
  createSourceEventStream,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  graphql,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  getNamedType,
  parse,
} from 'graphql';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusals.js';
import { err } from '#kernel/result.js';
import { globalId } from '#platform/graphql/relay.js';
import { type LiveRooms, LiveSource } from '#platform/live/live-rooms.js';
import type { Seat } from '#platform/live/seat.js';

const ANY: Readonly<Record<string, unknown>> = {
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-11-20T08:00:00Z',
};

/** A value of the type with all that is required and nothing else. `nextId` gives one id after the other. */
function sample(type: GraphQLInputType, nextId: () => string): unknown {
  if (isNonNullType(type)) return sample(type.ofType, nextId);
  if (isListType(type)) return [sample(type.ofType, nextId)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return type.name === 'ID' ? nextId() : ANY[type.name];
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, sample(field.type, nextId)]));
}

/** Every way to give `count` ids a type. */
function* assignments(types: readonly string[], count: number): Generator<string[]> {
  if (count === 0) return yield [];
  for (const type of types) for (const rest of assignments(types, count - 1)) yield [type, ...rest];
}

/** A context that remembers the names of the use cases that it is asked for, and does nothing. */
function recordingContext(called: string[]): object {
  const note = ({ name }: { name: string }): void => void called.push(name);
  return {
    viewer: { personId: newId(), sessionId: newId(), reviewer: true },
    origin: { requestId: 'none', address: undefined, userAgent: undefined },
    locale: 'en',
    nodes: {},
    load: async () => undefined,
    execute: async (useCase: { name: string }) => {
      note(useCase);
      return err([refuse('REQUIRED', [])]);
    },
    executeEach: async (useCase: { name: string }) => {
      note(useCase);
      return err([refuse('REQUIRED', [])]);
    },
    ask: async (useCase: { name: string }) => {
      note(useCase);
      throw new Error('nothing is answered here');
    },
  };
}

/**
 * Calls a field of a root type with sample arguments and returns the names of the use cases that its resolver went
 * to. Ids are tried with every type that has some, until one gets the resolver to a use case.
 */
export async function useCasesOf(
  schema: GraphQLSchema,
  operation: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
): Promise<string[]> {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .map((type) => type.name);
  const likely = types.filter((type) => isObjectType(schema.getType(type)) && hasId(schema, type));
  let ids = 0;
  const required = field.args.filter((arg) => isNonNullType(arg.type));
  for (const arg of required) sample(arg.type, () => String((ids += 1)));
  for (const assignment of assignments(likely, ids)) {
    const left = [...assignment];
    const nextId = (): string => globalId(left.shift() ?? '', newId());
    const variables = Object.fromEntries(required.map((arg) => [arg.name, sample(arg.type, nextId)]));
    const called: string[] = [];
    await call(schema, documentFor(operation, field), variables, called);
    if (called.length > 0) return called;
  }
  return [];
}

function hasId(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  return isObjectType(type) && type.getFields()['id'] !== undefined;
}

function documentFor(operation: string, field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter((arg) => isNonNullType(arg.type));
  const declared = required.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = required.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const selection = isObjectType(type) || isInterfaceType(type) ? ' { __typename }' : '';
  return `${operation}${declared && `(${declared})`} { ${field.name}${given && `(${given})`}${selection} }`;
}

async function call(
  schema: GraphQLSchema,
  source: string,
  variableValues: Record<string, unknown>,
  called: string[],
): Promise<void> {
  const contextValue = recordingContext(called);
  if (!source.startsWith('subscription'))
    return void (await graphql({ schema, source, variableValues, contextValue }));
  const document = parse(source);
  const live = await createSourceEventStream({ schema, document, variableValues, contextValue });
  if (live instanceof LiveSource) live.join(recordingRooms(called), {} as Seat);
}

/** Rooms that nobody can enter, and that tell of what was to be watched. */
function recordingRooms(called: string[]): LiveRooms {
  const note = ({ name }: { readonly name: string }) => {
    called.push(name);
    return () => undefined;
  };
  return { watch: note, follow: note } as unknown as LiveRooms;
}
