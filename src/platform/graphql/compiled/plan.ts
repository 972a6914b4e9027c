import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { FieldErrors } from './field-errors.js';

/** What is the same for all executions of an operation. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
}

/** One execution. */
export interface Run {
  readonly source: Source;
  readonly contextValue: unknown;
  readonly rootValue: unknown;
  readonly variableValues: Record<string, unknown>;
  readonly errors: FieldErrors;
}

/** Makes the answer's part for a value, or a promise of it. Throws for what may not be null. */
export type Complete = (run: Run, value: unknown, path: Path, field: FieldPlan) => unknown;

/** Makes the answer's object for a value, or a promise of it. Throws when a field that may not be null has failed. */
export type WriteObject = (run: Run, value: unknown, path: Path | undefined) => unknown;

export interface FieldPlan {
  /** The alias, or the name. */
  readonly key: string;
  /** One, or more where the document selects the same field repeatedly. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  readonly nullable: boolean;
  readonly complete: Complete;
}
