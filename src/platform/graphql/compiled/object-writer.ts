import {
  getNullableType,
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  TypeNameMetaFieldDef,
} from 'graphql';
import { executeField } from './execute-field.js';
import { Later, whole } from './later.js';
import type { FieldPlan, WriteObject } from './plan.js';

/**
 * Compiles the writing of one object to a function of its own, so that its properties are read by name and its answer
 * is one object literal: that is where an interpreter of plans spends most of its time. Only what is certain to need
 * nothing more takes the short way (a string in a String field, and the like); every other value, a null, a promise,
 * a function or an error, is given to `executeField`. The code is made of GraphQL names, which are quoted, and of
 * nothing else that a client has sent.
 *
 * `from` says whether sources have properties: an operation's root has none.
 */
export function writerOf(fields: readonly FieldPlan[], from: 'properties' | 'resolvers'): WriteObject {
  const values = fields.map((_, index) => `v${index}`);
  const body = `
    return (run, source, path) => {
      let pending = false${values.map((value) => `, ${value}`).join('')};
      try {
        ${fields.map((field, index) => statementOf(field, index, from === 'properties')).join('\n')}
      } catch (error) {
        if (!pending) throw error;
        return broken([${values.join(', ')}], error);
      }
      const object = { ${fields.map(({ key }, index) => `${keyOf(key)}: v${index}`).join(', ')} };
      return pending ? whole(object, keys) : object;
    };`;
  // oxlint-disable-next-line typescript/no-implied-eval -- see above for what it is made of
  const compiled = new Function(
    'fields',
    'keys',
    'names',
    'executeField',
    'Later',
    'whole',
    'broken',
    body,
  ) as (...parts: unknown[]) => WriteObject;
  const keys = fields.map(({ key }) => key);
  return compiled(fields, keys, fields.map(enumNames), executeField, Later, whole, broken);
}

/** Broken by this error, once all that was begun is over. */
function broken(begun: unknown[], error: unknown): Later {
  const later = new Later();
  const end = (): void => later.fail(error);
  whole(begun, begun.keys()).listen(end, end);
  return later;
}

/** In a literal, `__proto__` would be no property but the object's prototype. */
function keyOf(key: string): string {
  return key === '__proto__' ? '["__proto__"]' : JSON.stringify(key);
}

function statementOf(field: FieldPlan, index: number, properties: boolean): string {
  const value = `v${index}`;
  if (field.definition === TypeNameMetaFieldDef) {
    return `${value} = ${JSON.stringify(field.parentType.name)};`;
  }
  const byField = `{
    ${value} = executeField(run, fields[${index}], source, path);
    if (${value} instanceof Later) pending = true;
  }`;
  const short = properties && !field.resolve ? shortWay(field, value, index) : undefined;
  return short ? `${short} ${byField}` : byField;
}

/** Reads a property; the condition that follows holds where it is not the answer as it is. */
function shortWay(field: FieldPlan, value: string, index: number): string | undefined {
  const type = getNullableType(field.definition.type);
  const property = `source[${JSON.stringify(field.definition.name)}]`;
  const unless = (fits: string): string =>
    `${value} = ${property}; if (!(${fits}${field.nullable ? ` || ${value} === null` : ''}))`;
  if (type === GraphQLString || type === GraphQLID) return unless(`typeof ${value} === 'string'`);
  if (type === GraphQLBoolean) return unless(`typeof ${value} === 'boolean'`);
  if (type === GraphQLInt) return unless(`(${value} | 0) === ${value}`);
  if (isEnumType(type)) {
    return `${value} = names[${index}].get(${property}); if (${value} === undefined)`;
  }
  return undefined;
}

function enumNames({ definition }: FieldPlan): ReadonlyMap<unknown, string> | undefined {
  const type = getNullableType(definition.type);
  return isEnumType(type) ? new Map(type.getValues().map(({ value, name }) => [value, name])) : undefined;
}
