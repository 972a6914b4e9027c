import { type FieldNode, type GraphQLObjectType, isNonNullType } from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { completerOf } from './complete.js';
import { writerOf } from './object-writer.js';
import type { FieldPlan, Source, WriteObject } from './plan.js';

/** Plans an operation for one choice of what `@skip` and `@include` leave of it. */
export class Planner {
  constructor(
    private readonly source: Source,
    /** The variables that make the choice. */
    private readonly conditions: Record<string, unknown>,
  ) {}

  /** The fields of the operation's root, in the order of the answer. */
  root(type: GraphQLObjectType): readonly FieldPlan[] {
    const { schema, fragments, operation } = this.source;
    return this.fields(type, collectFields(schema, fragments, this.conditions, type, operation.selectionSet));
  }

  /** How an object of this type is written where these fields select from it. */
  object(type: GraphQLObjectType, nodes: readonly FieldNode[]): WriteObject {
    const { schema, fragments } = this.source;
    return writerOf(
      this.fields(type, collectSubfields(schema, fragments, this.conditions, type, nodes)),
      'properties',
    );
  }

  private fields(
    parentType: GraphQLObjectType,
    collected: ReadonlyMap<string, readonly FieldNode[]>,
  ): FieldPlan[] {
    return [...collected].flatMap(([key, [first, ...more]]) => {
      const definition = first && getFieldDef(this.source.schema, parentType, first);
      if (!definition) return [];
      const { type, resolve } = definition;
      const nodes = [first, ...more] as const;
      const complete = completerOf(this.source.schema, type, (object) => this.object(object, nodes));
      return { key, nodes, parentType, definition, resolve, nullable: !isNonNullType(type), complete };
    });
  }
}
