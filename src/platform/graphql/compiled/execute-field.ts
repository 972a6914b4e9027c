import { defaultFieldResolver, getArgumentValues, type GraphQLResolveInfo } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import { located } from './field-errors.js';
import { Later } from './later.js';
import type { Complete, FieldPlan, Run } from './plan.js';

/** The answer's part for one field; null where it failed and may be null. Throws otherwise, or breaks the part. */
export function executeField(run: Run, field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
  const path: Path = { prev: parent, key: field.key, typename: field.parentType.name };
  let value: unknown;
  try {
    value = resolved(run, field, source, path);
  } catch (thrown) {
    return failed({ run, field, path, nullable: field.nullable }, thrown);
  }
  return completeAt({ run, field, path, nullable: field.nullable }, field.complete, value);
}

/** One place of an answer: a field, or an item of a field's list. */
export interface Place {
  readonly run: Run;
  readonly field: FieldPlan;
  readonly path: Path;
  readonly nullable: boolean;
}

/** Completes what came for a place; what fails there makes it null, or whatever is around it. */
export function completeAt(place: Place, complete: Complete, value: unknown): unknown {
  try {
    if (isPromise(value)) {
      return Later.of(
        value,
        (settled) => completeAt(place, complete, settled),
        (thrown) => failed(place, thrown),
      );
    }
    const part = complete(place.run, value, place.path, place.field);
    return part instanceof Later ? part.or((thrown) => failed(place, thrown)) : part;
  } catch (thrown) {
    return failed(place, thrown);
  }
}

/** What a resolver is told of its place, made only for those that are called. */
export function infoOf(run: Run, field: FieldPlan, path: Path): GraphQLResolveInfo {
  const { definition, nodes, parentType } = field;
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path,
    schema: run.source.schema,
    fragments: run.source.fragments,
    rootValue: run.rootValue,
    operation: run.source.operation,
    variableValues: run.variableValues,
  };
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function resolved(run: Run, field: FieldPlan, source: unknown, path: Path): unknown {
  const { definition, resolve } = field;
  if (!resolve && typeof source === 'object' && source !== null) {
    const property = (source as Record<string, unknown>)[definition.name];
    if (typeof property !== 'function') return property;
  }
  const args =
    definition.args.length === 0 ? {} : getArgumentValues(definition, field.nodes[0], run.variableValues);
  return (resolve ?? defaultFieldResolver)(source, args, run.contextValue, infoOf(run, field, path));
}

function failed({ run, field, path, nullable }: Place, thrown: unknown): null {
  const error = located(thrown, field.nodes, path);
  if (!nullable) throw error;
  run.errors.add(error, path);
  return null;
}
