import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { NodeResolver } from '#platform/graphql/node.resolver.js';
import { GenericUserError } from '#platform/graphql/user-error.js';
import type { Module } from '#platform/module.js';

type Constructor = new (...args: never[]) => object;

/** The schema of these modules. Resolvers are the modules' own instances. */
export function createSchema(modules: readonly Module[]): GraphQLSchema {
  const instances = new Map<unknown, object>();
  for (const resolver of [new NodeResolver(), ...modules.flatMap((module) => module.resolvers)]) {
    instances.set(resolver.constructor, resolver);
  }
  return buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<Constructor>,
    container: { get: (resolver) => instances.get(resolver) ?? raise(resolver.name) },
    orphanedTypes: [GenericUserError, ...modules.flatMap((module) => module.orphanedTypes ?? [])],
    validate: false,
  });
}

function raise(name: string): never {
  throw new Error(`no instance of resolver ${name}`);
}
