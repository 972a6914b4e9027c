import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { idleServices } from '#app/idle-services.js';
import { createModules } from '#app/modules.js';
import { createSchema } from '#app/schema.js';
import { actions } from '#modules/identity/public.js';
import { useCasesOf } from '../../support/fake-call.js';

const modules = createModules(idleServices());
const schema = createSchema(modules);
const useCases = modules.flatMap((module) => module.useCases);
const fieldUseCases = modules.flatMap((module) => module.fieldUseCases ?? []);
const nodes = modules.flatMap((module) => Object.keys(module.nodes ?? {}));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];

type AnyField = GraphQLField<unknown, unknown>;

const fieldsOf = (name: 'Query' | 'Mutation' | 'Subscription'): AnyField[] => {
  const type = schema.getType(name);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
};
const KINDS = { Query: ['query'], Mutation: ['command'], Subscription: ['watch', 'follow'] } as const;
/** `node` and `nodes` read through the reader of the type that the id names. */
const BY_TYPE = new Set(['node', 'nodes']);

const objectFields = types
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ type: type.name, name: field.name, field })),
  );

const rootFields = (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((root) =>
  fieldsOf(root)
    .filter((field) => !BY_TYPE.has(field.name))
    .map((field) => ({ root, name: field.name, field })),
);

describe('use cases and permissions', () => {
  test.each(rootFields)('the $root field $name is one use case of that name and kind', ({ root, name }) => {
    const named = useCases.filter((useCase) => useCase.name === name);
    expect(named).toHaveLength(1);
    expect(KINDS[root]).toContain(named[0]?.kind);
  });

  test.each(rootFields)(
    'the $root field $name goes to its own use case and to no other',
    async ({ root, name, field }) => {
      const operation = root.toLowerCase() as 'query' | 'mutation' | 'subscription';
      expect(await useCasesOf(schema, operation, field)).toEqual([name]);
    },
  );

  test('each use case is a field of the API, of a root or of another type', () => {
    const named = new Set(objectFields.map(({ name }) => name));
    expect(useCases.map((useCase) => useCase.name).filter((name) => !named.has(name))).toEqual([]);
  });

  const used = new Set([...useCases, ...fieldUseCases].map((useCase) => useCase.action));

  test('each use case has an action of the permission table', () => {
    expect([...used].filter((action) => !Object.hasOwn(actions, action))).toEqual([]);
  });

  test('no action of the permission table is without a use case', () => {
    expect(Object.keys(actions).filter((action) => !used.has(action))).toEqual([]);
  });

  test('each type with a global id has one reader for node, and each reader a type', () => {
    const withId = types.filter(
      (type) => isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Node'),
    );
    expect(nodes.toSorted()).toEqual(withId.map((type) => type.name).toSorted());
  });
});

describe('mutations', () => {
  test.each(fieldsOf('Mutation').map((field) => ({ name: field.name, field })))(
    '$name takes one required input with an idempotency key, and answers with a payload',
    ({ name, field }) => {
      const [arg, ...more] = field.args;
      const input = arg && getNamedType(arg.type);
      expect(more).toEqual([]);
      expect(arg?.name).toBe('input');
      expect(String(arg?.type)).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Input!`);
      expect(isInputObjectType(input) && Object.keys(input.getFields())).toContain('idempotencyKey');
      const payload = getNamedType(field.type);
      expect(isNonNullType(field.type)).toBe(true);
      expect(isObjectType(payload) && payload.getInterfaces().map((one) => one.name)).toContain('Payload');
    },
  );
});

describe('lists', () => {
  const connections = objectFields.filter(({ field }) =>
    getNamedType(field.type).name.endsWith('Connection'),
  );

  test('every connection is paged: first is required, after is not', () => {
    const unpaged = connections.filter(({ field }) => {
      const args = Object.fromEntries(field.args.map((arg) => [arg.name, String(arg.type)]));
      return args['first'] !== 'Int!' || args['after'] !== 'String';
    });
    expect(unpaged.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });

  test('every connection has edges, a page info and a total count', () => {
    const lacking = types
      .filter((type) => isObjectType(type) && type.name.endsWith('Connection'))
      .filter((type) => {
        const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
        return !['edges', 'pageInfo', 'totalCount'].every((name) => fields.includes(name));
      });
    expect(lacking.map((type) => type.name)).toEqual([]);
  });
});

test('everything that a client sees is described', () => {
  const bare: string[] = [];
  const look = (path: string, thing: { readonly description?: string | null | undefined }): void => {
    if (!thing.description?.trim()) bare.push(path);
  };
  for (const type of types) {
    if (!roots.includes(type as never)) look(type.name, type);
    for (const [path, thing] of partsOf(type)) look(path, thing);
  }
  expect(bare).toEqual([]);
});

function partsOf(type: GraphQLNamedType): [string, { readonly description?: string | null | undefined }][] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field] as [string, AnyField],
    ...field.args.map((arg): [string, typeof arg] => [`${type.name}.${field.name}(${arg.name})`, arg]),
  ]);
}

/** What the decorators have collected; type-graphql keeps it on the global object and exports no way to it. */
interface Collected {
  readonly authorizedFields: readonly unknown[];
  readonly authorizedResolver: readonly unknown[];
  readonly middlewares: readonly unknown[];
  readonly resolverMiddlewares: readonly unknown[];
  readonly objectTypes: readonly { readonly name: string; readonly simpleResolvers?: boolean }[];
}

describe('resolvers', () => {
  const collected = (globalThis as unknown as { TypeGraphQLMetadataStorage: Collected })
    .TypeGraphQLMetadataStorage;

  test('no right is given or taken by a decorator, for simple resolvers ignore them', () => {
    const { authorizedFields, authorizedResolver, middlewares, resolverMiddlewares } = collected;
    expect({ authorizedFields, authorizedResolver, middlewares, resolverMiddlewares }).toEqual({
      authorizedFields: [],
      authorizedResolver: [],
      middlewares: [],
      resolverMiddlewares: [],
    });
  });

  test('every object type has simple resolvers', () => {
    expect(collected.objectTypes.length).toBeGreaterThan(5);
    expect(
      collected.objectTypes.filter((type) => type.simpleResolvers !== true).map((type) => type.name),
    ).toEqual([]);
  });

  test('scalars that are ours say where they are specified', () => {
    const ours = types.filter((type) => isScalarType(type));
    expect(
      ours.filter((type) => isScalarType(type) && !type.specifiedByURL).map((type) => type.name),
    ).toEqual([]);
  });
});
