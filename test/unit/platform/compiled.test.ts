import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  type ExecutionResult,
  getIntrospectionQuery,
  getOperationAST,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  responsePathAsArray,
  validate,
  type ValueNode,
} from 'graphql';
import { compileOperation } from '#platform/graphql/compiled/compile.js';

const SDL = `
  scalar Moment
  enum Colour { RED GREEN }
  interface Thing { id: ID! name: String }
  type Leaf implements Thing { id: ID! name: String colour: Colour! at: Moment size: Int! ratio: Float open: Boolean! }
  type Branch implements Thing {
    id: ID! name: String leaf: Leaf strict: Leaf! leaves: [Leaf!]! loose: [Leaf] things: [Thing!] thing: Thing
    words: [String!] grid: [[Int!]!]
  }
  union Either = Leaf | Branch
  input Box { text: String! = "none" colour: Colour = GREEN at: Moment inner: Box numbers: [Int!] }
  type Query {
    branch: Branch strict: Branch! either: Either things: [Thing]
    echo(text: String = "nothing", number: Int, box: Box, at: Moment, ids: [ID!]): String
    must(number: Int!): Int!
  }
  type Mutation { first: Branch second: Branch! third(number: Int!): Int }
  type Subscription { branch: Branch }
`;

/** What a field does when it is asked. */
type Deed = 'value' | 'later' | 'null' | 'later null' | 'throws' | 'rejects' | 'error' | 'wrong' | 'function';

interface World {
  deedAt(path: string): Deed;
  /** Promises that were asked for, by their place, until they are let go. */
  readonly waiting: Map<string, () => void>;
  readonly called: string[];
}

const moment = new GraphQLScalarType({
  name: 'Moment',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new GraphQLError('no moment');
  },
  parseValue: (value) => {
    if (typeof value === 'string' && value.startsWith('20')) return new Date(value);
    throw new GraphQLError('no moment');
  },
});

const SAMPLES: Readonly<Record<string, unknown>> = {
  Moment: new Date(0),
  Colour: 'RED',
  ID: 'id',
  String: 'text',
  Int: 7,
  Float: 0.5,
  Boolean: true,
};

const schema = buildSchema(SDL);
Object.assign(schema.getType('Moment') ?? {}, {
  serialize: moment.serialize,
  parseValue: moment.parseValue,
  parseLiteral: (node: ValueNode) => moment.parseValue(node.kind === Kind.STRING ? node.value : undefined),
});
for (const type of Object.values(schema.getTypeMap())) {
  if (isAbstractType(type)) {
    type.resolveType = (value: { kind?: string }, world: World, info) => {
      if (value.kind === 'later') return Promise.resolve('Leaf');
      if (value.kind === 'thrown') throw new Error('which one?');
      return value.kind ?? (world.deedAt(pathOf(info)) === 'later' ? 'Leaf' : 'Branch');
    };
  }
  if (isObjectType(type) && !type.name.startsWith('__')) {
    for (const field of Object.values(type.getFields())) {
      if (['echo', 'must', 'third'].includes(field.name)) {
        field.resolve = (_source, args, world: World, info) => {
          world.called.push(pathOf(info));
          return field.name === 'echo' ? JSON.stringify(args) : (args as { number: number }).number;
        };
      } else if (field.name.length % 2 === 0) field.resolve = act;
    }
  }
}

function pathOf(info: GraphQLResolveInfo): string {
  return responsePathAsArray(info.path).join('.');
}

/** Does what the world says for this place. */
function act(...call: Parameters<GraphQLFieldResolver<unknown, World>>): unknown {
  const [, , world, info] = call;
  const path = pathOf(info);
  world.called.push(path);
  const value = (): unknown => valueOf(String(info.returnType).replaceAll('!', ''), world, path);
  const later = <T>(end: () => T): Promise<T> => laterAt(world, path, end);
  const deed = world.deedAt(path);
  switch (deed) {
    case 'value':
      return value();
    case 'function':
      return value();
    case 'later':
      return later(value);
    case 'null':
      return null;
    case 'later null':
      return later(() => null);
    case 'throws':
      throw new GraphQLError(`thrown at ${path}`, { extensions: { code: 'X' } });
    case 'rejects':
      return rejectedAt(world, path);
    case 'error':
      return new Error(`an error as the value of ${path}`);
    case 'wrong':
      return Symbol.for('wrong');
  }
}

/** A promise that ends when the world comes to this place. */
function laterAt<T>(world: World, path: string, end: () => T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.waiting.set(path, resolve);
  const ended = promise.then(end);
  // Where an item of a list throws, nobody waits for those after it.
  ended.catch(() => undefined);
  return ended;
}

function rejectedAt(world: World, path: string): Promise<never> {
  return laterAt(world, path, () => {
    throw new Error(`rejected at ${path}`);
  });
}

/** A value of a type; its properties, where a field has no resolver, follow the world as well. */
function valueOf(type: string, world: World, path: string): unknown {
  if (type.startsWith('[')) {
    const item = type.slice(1, -1);
    return [0, 1, 2].map((index) => {
      const deed = world.deedAt(`${path}.${index}`);
      if (deed === 'null') return null;
      if (deed === 'error') return new Error(`an error as an item of ${path}`);
      if (deed === 'later null') return laterAt(world, `${path}.${index}`, () => null);
      const place = `${path}.${index}`;
      if (deed === 'rejects') return rejectedAt(world, place);
      const value = valueOf(item, world, place);
      return deed === 'later' ? laterAt(world, place, () => value) : value;
    });
  }
  if (type in SAMPLES) return SAMPLES[type];
  const concrete = schema.getType(type);
  if (isAbstractType(concrete)) {
    const deed = world.deedAt(`${path}?`);
    const kinds: Partial<Record<Deed, string>> = {
      wrong: 'Query',
      error: 'Nothing',
      later: 'later',
      throws: 'thrown',
    };
    const kind = kinds[deed] ?? (deed === 'null' ? 'Leaf' : 'Branch');
    return { ...propertiesOf(kind === 'Branch' ? 'Branch' : 'Leaf', world, path), kind };
  }
  return propertiesOf(type, world, path);
}

function propertiesOf(name: string, world: World, path: string): Record<string, unknown> {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`no object type ${name}`);
  const properties: Record<string, unknown> = {};
  for (const field of Object.values(type.getFields())) {
    if (field.resolve) continue;
    const place = `${path}:${field.name}`;
    const wanted = String(field.type).replaceAll('!', '');
    Object.defineProperty(properties, field.name, {
      enumerable: true,
      configurable: true,
      get(this: object) {
        const value = propertyAt(world, place, wanted);
        Object.defineProperty(this, field.name, { value });
        return value;
      },
    });
  }
  return properties;
}

/** What a field without a resolver finds. */
function propertyAt(world: World, place: string, type: string): unknown {
  const deed = world.deedAt(place);
  if (deed === 'null') return null;
  if (deed === 'error') return new Error(`an error in the property ${place}`);
  if (deed === 'wrong') return Symbol.for('wrong');
  if (deed === 'rejects') return rejectedAt(world, place);
  if (deed === 'throws') throw new Error(`thrown by the property ${place}`);
  const value = valueOf(type, world, place);
  return deed === 'function' ? () => value : deed === 'later' ? laterAt(world, place, () => value) : value;
}

const AT_ONCE: Partial<Record<Deed, Deed>> = { later: 'value', 'later null': 'null', rejects: 'throws' };
const LATER: Record<Deed, Deed> = {
  value: 'later',
  later: 'later',
  function: 'later',
  null: 'later null',
  'later null': 'later null',
  throws: 'rejects',
  rejects: 'rejects',
  error: 'rejects',
  wrong: 'rejects',
};

/**
 * The items of a list are there at once, with all that is in them, or they all come later. Where graphql meets both in
 * one list, it lets go of promises that reject, and a process that hears of such a one ends.
 */
function inLists(path: string, deed: Deed): Deed {
  const list = /^(.*?)\.\d+/.exec(path)?.[1];
  if (list === undefined) return deed;
  if (hash(list) % 2 === 0) return AT_ONCE[deed] ?? deed;
  return /\.\d+$/.test(path) ? LATER[deed] : deed;
}

type Execute = (context: World) => ExecutionResult | PromiseLike<ExecutionResult>;

/** Executes in a world where promises are kept one at a time, in an order that their places decide. */
async function told(run: Execute, deedAt: World['deedAt']): Promise<unknown> {
  const world: World = { deedAt, waiting: new Map(), called: [] };
  let ended = false;
  const result = Promise.resolve(run(world)).finally(() => {
    ended = true;
  });
  for (;;) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const [next] = [...world.waiting.keys()].toSorted((a, b) => hash(a) - hash(b) || (a < b ? -1 : 1));
    if (ended || next === undefined) break;
    world.waiting.get(next)?.();
    world.waiting.delete(next);
  }
  const { data, errors, ...rest } = await result;
  return {
    ...rest,
    data: data === undefined ? 'none' : JSON.stringify(data),
    errors: errors?.map((error) => ({
      ...error.toJSON(),
      original: error.originalError?.message,
      graphql: error instanceof GraphQLError,
    })),
    called: world.called,
  };
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65_521, 7);
}

/** Both executions of a document, which must be told alike. */
async function both(
  source: string,
  {
    variables = {},
    deedAt = () => 'value',
  }: { variables?: Record<string, unknown>; deedAt?: World['deedAt'] } = {},
): Promise<{ compiled: unknown; interpreted: unknown }> {
  const document = parse(source);
  const operation = getOperationAST(document);
  const compiled = operation && compileOperation(schema, document, operation);
  if (!compiled) throw new Error('not compiled');
  const interpreted = await told(
    (contextValue) => execute({ schema, document, contextValue, variableValues: variables }),
    deedAt,
  );
  const first = await told((contextValue) => compiled({ contextValue, variableValues: variables }), deedAt);
  const again = await told((contextValue) => compiled({ contextValue, variableValues: variables }), deedAt);
  expect(again).toEqual(first);
  return { compiled: first, interpreted };
}

const LEAF = 'id name colour at size ratio open';

describe('a compiled operation is answered as graphql answers it', () => {
  test.each([
    `{ branch { id name leaf { ${LEAF} } strict { id } leaves { ${LEAF} } words grid } }`,
    '{ branch { a: id b: name ...F id } } fragment F on Branch { leaf { size ...G } name } fragment G on Thing { name id }',
    '{ branch { ...F id ...F leaf { open } } } fragment F on Branch { leaf { size } name }',
    '{ branch { ... on Thing { name } ... { id } ... on Branch { words } } }',
    '{ either { __typename ... on Leaf { size } ... on Branch { words } } things { id ... on Branch { leaf { id } } name } }',
    '{ things { ...A name ...B } } fragment A on Branch { words name } fragment B on Thing { id }',
    '{ __proto__: branch { __proto__: id constructor: name toString: id } }',
    '{ branch { id @skip(if: true) name @include(if: false) words @include(if: true) } }',
    '{ a: branch { id } b: branch { name } __typename strict { __typename } }',
    'mutation { first { id } second { name } a: third(number: 1) b: third(number: 2) }',
    '{ echo echo2: echo(text: null) echo3: echo(text: "x", number: 3, ids: "one") }',
    '{ echo(box: {text: "t", colour: RED, at: "2026", inner: {numbers: 4}}, ids: ["a", "b"]) }',
    getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }),
    '{ __type(name: "Branch") { name fields { name } } }',
  ])('%s', async (source) => {
    expect(validate(schema, parse(source))).toEqual([]);
    const { compiled, interpreted } = await both(source);
    expect(compiled).toEqual(interpreted);
  });

  test.each<[string, Record<string, unknown>]>([
    ['query ($n: Int!) { must(number: $n) }', {}],
    ['query ($n: Int!) { must(number: $n) }', { n: null }],
    ['query ($n: Int!) { must(number: $n) }', { n: 1.5 }],
    ['query ($n: Int!) { must(number: $n) }', { n: 2 ** 31 }],
    ['query ($n: Int!) { must(number: $n) }', { n: '7' }],
    ['query ($n: Int = 3) { must(number: $n) }', {}],
    ['query ($n: Int = 3) { must(number: $n) }', { n: null }],
    ['query ($n: Int = 3) { echo(number: $n) }', { n: null }],
    ['query ($t: String) { echo(text: $t) }', {}],
    ['query ($t: String) { echo(text: $t) }', { t: null }],
    ['query ($t: String = "d") { echo(text: $t) }', {}],
    ['query ($b: Box) { echo(box: $b) }', { b: { text: 't', colour: 'RED', at: '2026-01-01' } }],
    ['query ($b: Box) { echo(box: $b) }', { b: { colour: 'BLUE', nothing: 1, at: 'never' } }],
    ['query ($b: Box) { echo(box: $b) }', { b: { inner: { inner: { text: null } } } }],
    ['query ($b: Box) { echo(box: $b) }', { b: [] }],
    ['query ($b: Box) { echo(box: $b) }', { b: 'text' }],
    ['query ($t: String!) { echo(box: {text: $t, numbers: [1]}) }', { t: 'x' }],
    ['query ($n: Int) { echo(box: {numbers: [1, $n]}) }', {}],
    ['query ($m: Moment = "2020") { echo(at: $m) }', {}],
    ['query ($m: Moment) { echo(at: $m) }', { m: 'never' }],
    ['query ($i: [ID!]) { echo(ids: $i) }', { i: 5 }],
    ['query ($i: [ID!]) { echo(ids: $i) }', { i: [1, null] }],
    ['query ($i: [ID!]) { echo(ids: $i) }', { i: [{}], unknown: 1 }],
  ])('%s with %j', async (source, variables) => {
    const { compiled, interpreted } = await both(source, { variables });
    expect(compiled).toEqual(interpreted);
  });

  test.each([
    {},
    { a: true, b: true },
    { a: true, b: false },
    { a: false, b: true },
    { a: false, b: null },
    { a: null },
    { b: false },
  ])('with directives that variables decide: %j', async (variables) => {
    const source = `query ($a: Boolean = true, $b: Boolean = false) {
      branch { id @include(if: $a) ...F @skip(if: $b) leaf @include(if: $a) { size open @skip(if: $b) } }
      strict @skip(if: $a) @include(if: $b) { id }
    } fragment F on Branch { name @include(if: $a) leaf { id } }`;
    const { compiled, interpreted } = await both(source, { variables });
    expect(compiled).toEqual(interpreted);
  });

  test('whatever its fields do: values, nulls, errors, now or later, where null may be and where not', async () => {
    const fields = ['id', 'name', 'words', 'grid', `leaf { ${LEAF} }`, `strict { ${LEAF} }`];
    const nested = [
      `leaves { ${LEAF} }`,
      'loose { id size }',
      'thing { id ... on Leaf { size } }',
      'things { name id }',
    ];
    const selection = fc.subarray([...fields, ...nested], { minLength: 1 }).map((chosen) => chosen.join(' '));
    const roots = fc.subarray(['branch', 'strict', 'either'], { minLength: 1 });
    const deeds = fc.array(
      fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom<Deed>('value', 'later', 'function') },
        {
          weight: 3,
          arbitrary: fc.constantFrom<Deed>('null', 'later null', 'throws', 'rejects', 'error', 'wrong'),
        },
      ),
      { minLength: 20, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(selection, roots, deeds, fc.boolean(), async (selected, chosen, does, mutates) => {
        const source = mutates
          ? `mutation { first { ${selected} } second { ${selected} } third(number: 1) }`
          : `{ ${chosen.map((root) => (root === 'either' ? `either { ... on Branch { ${selected} } ... on Leaf { ${LEAF} } }` : `${root} { ${selected} }`)).join(' ')} }`;
        const deedAt = (path: string): Deed => inLists(path, does[hash(path) % does.length] ?? 'value');
        const { compiled, interpreted } = await both(source, { deedAt });
        expect(compiled).toEqual(interpreted);
      }),
      { numRuns: 100 },
    );
  });

  test('for a subscription, from the event as its root', async () => {
    const document = parse('subscription { branch { id name } }');
    const operation = getOperationAST(document);
    const compiled = operation && compileOperation(schema, document, operation);
    const rootValue = { branch: { id: 1, name: null } };
    const world = { deedAt: (): Deed => 'value', waiting: new Map(), called: [] };
    expect(await compiled?.({ contextValue: world, variableValues: {}, rootValue })).toEqual(
      await execute({ schema, document, rootValue, contextValue: world }),
    );
  });
});

test('operations whose directives hang on many variables are left to graphql', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const declared = names.map((name) => `$${name}: Boolean!`).join(', ');
  const document = parse(
    `query (${declared}) { ${names.map((name) => `${name}: __typename @include(if: $${name})`).join(' ')} }`,
  );
  const operation = getOperationAST(document);
  expect(operation && compileOperation(schema, document, operation)).toBeUndefined();
});

test('a schema with `isTypeOf` is left to graphql', () => {
  const other = buildSchema('type Query { a: Int }');
  const document = parse('{ a }');
  const operation = getOperationAST(document);
  expect(operation && compileOperation(other, document, operation)).toBeDefined();
  Object.assign(other.getQueryType() ?? {}, { isTypeOf: () => true });
  expect(operation && compileOperation(other, document, operation)).toBeUndefined();
});

test('the schema of the tests has every kind of type', () => {
  const types = Object.values(schema.getTypeMap());
  expect(
    [isScalarType, isEnumType, isObjectType, isAbstractType].every((is) => types.some((type) => is(type))),
  ).toBe(true);
});
