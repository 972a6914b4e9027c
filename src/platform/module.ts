import type { FastifyInstance } from 'fastify';
import type { NodeReader } from './graphql/context.js';
import type { JobHandlers, Schedule } from './jobs/jobs.js';
import type { AnyUseCase, Reaction } from './use-case/use-case.js';

/** What a module brings to the server. `src/app/modules.ts` lists them all. */
export interface Module {
  readonly name: string;
  /** Every command, query, watch and follow. Each is named as its field, and each field has one. */
  readonly useCases: readonly AnyUseCase[];
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
