import type { FastifyInstance } from 'fastify';
import type { NodeReader } from './graphql/context.js';
import type { JobHandlers } from './jobs/jobs.js';
import type { Schedule } from './jobs/schedules.js';
import type { AnyUseCase, Reaction } from './use-case/use-case.js';

/** What a module brings to the server. `src/app/modules.ts` lists them all. */
export interface Module {
  readonly name: string;
  /** One for each field of Query, Mutation and Subscription, and named as it. */
  readonly useCases: readonly AnyUseCase[];
  /** Those behind fields of other types: the lists of an object, their counts. */
  readonly fieldUseCases?: readonly AnyUseCase[];
  /** Instances; type-graphql finds them by their class. */
  readonly resolvers: readonly object[];
  /** By GraphQL type name: how `node` reads it, with the caller's rights. */
  readonly nodes?: Readonly<Record<string, NodeReader>>;
  /** Object types that only an interface leads to. */
  readonly orphanedTypes?: readonly (new () => object)[];
  readonly reactions?: readonly Reaction[];
  readonly jobs?: JobHandlers;
  readonly schedules?: readonly Schedule[];
  readonly routes?: readonly ((server: FastifyInstance) => void)[];
}
