import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { NodeResolver } from '#platform/graphql/node.resolver.js';
import { GenericUserError } from '#platform/graphql/user-error.js';
import type { Module } from '#platform/module.js';

/** Every subscription brings its own stream; type-graphql asks for a pub/sub all the same. */
const NO_TOPICS = {
  publish: () => raise('to publish to'),
  subscribe: () => raise('to subscribe to'),
};

type Constructor = new (...args: never[]) => object;

/** The schema of these modules. Resolvers are the modules' own instances. */
export function createSchema(modules: readonly Module[]): GraphQLSchema {
  const instances = new Map<unknown, object>();
  for (const resolver of [new NodeResolver(), ...modules.flatMap((module) => module.resolvers)]) {
    instances.set(resolver.constructor, resolver);
  }
  return buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<Constructor>,
    container: { get: (resolver) => instances.get(resolver) ?? raise(`for ${resolver.name}`) },
    orphanedTypes: [GenericUserError, ...modules.flatMap((module) => module.orphanedTypes ?? [])],
    validate: false,
    pubSub: NO_TOPICS,
  });
}

function raise(name: string): never {
  throw new Error(`there is nothing ${name}`);
}
