import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { PAGE_MAX } from './relay.js';

/** The bounds of one operation, the same for HTTP and WebSocket. */
export const LIMITS = {
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Levels of fields; below the introspection fields graphql's own rule bounds them. */
  depth: 15,
  aliases: 30,
  /** Fields that the answer may hold at most, by the page sizes that were asked for. */
  cost: 20_000,
} as const;

type Variables = Readonly<Record<string, unknown>>;

interface Weight {
  cost: number;
  depth: number;
  aliases: number;
}

/**
 * Weighs an operation before it runs: depth, aliases, page sizes, and cost (fields, times the page size of each
 * connection above them). Returns the first bound that is broken, as an error for the client.
 */
export function weigh(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): { cost: number } | GraphQLError {
  try {
    const given = { ...defaultsOf(operation), ...variables };
    const weight = new Weigher(fragmentsOf(document), given).selection(operation.selectionSet, 0);
    if (weight.depth > LIMITS.depth) return broken(`The query is nested deeper than ${LIMITS.depth} levels.`);
    if (weight.aliases > LIMITS.aliases) return broken(`The query has more than ${LIMITS.aliases} aliases.`);
    if (weight.cost > LIMITS.cost) {
      return broken(`The query may answer with ${weight.cost} fields; at most ${LIMITS.cost} are allowed.`);
    }
    return { cost: weight.cost };
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** How many fields an operation selects, with those of a fragment once for each place where it is spread. */
export function fieldsOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  return new Weigher(fragmentsOf(document), undefined).selection(operation.selectionSet, 0).cost;
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** The page sizes that stand where a variable is not given. */
function defaultsOf(operation: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
}

function broken(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } });
}

/** Walks selections. A fragment is weighed once for each depth it is spread at, so the walk stays linear in practice. */
class Weigher {
  private readonly spreads = new Map<string, Weight>();

  constructor(
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    /** Undefined weighs each page as one object. */
    private readonly variables: Variables | undefined,
  ) {}

  selection(set: SelectionSetNode | undefined, depth: number): Weight {
    const total: Weight = { cost: 0, depth, aliases: 0 };
    for (const selection of set?.selections ?? []) {
      const part =
        selection.kind === Kind.FIELD
          ? this.field(selection, depth + 1)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.selection(selection.selectionSet, depth)
            : this.spread(selection.name.value, depth);
      total.cost += part.cost;
      total.aliases += part.aliases;
      total.depth = Math.max(total.depth, part.depth);
    }
    return total;
  }

  private field(field: FieldNode, depth: number): Weight {
    const below = this.selection(field.selectionSet, depth);
    const aliases = below.aliases + (field.alias ? 1 : 0);
    if (field.name.value.startsWith('__')) return { cost: 1, depth, aliases };
    const { variables } = this;
    const times = variables ? pageSize(field, variables) * idCount(field, variables) : 1;
    return { cost: 1 + below.cost * times, depth: below.depth, aliases };
  }

  private spread(name: string, depth: number): Weight {
    const key = `${name}@${depth}`;
    const known = this.spreads.get(key);
    if (known) return known;
    const weight = this.selection(this.fragments.get(name)?.selectionSet, depth);
    this.spreads.set(key, weight);
    return weight;
  }
}

/** How many objects a list of ids asks for. */
function idCount(field: FieldNode, variables: Variables): number {
  const value = field.arguments?.find((argument) => argument.name.value === 'ids')?.value;
  if (value?.kind === Kind.LIST) return Math.max(1, value.values.length);
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return Array.isArray(given) ? Math.max(1, given.length) : 1;
}

function pageSize(field: FieldNode, variables: Variables): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first');
  if (!first) return 1;
  const { value } = first;
  const size =
    value.kind === Kind.VARIABLE
      ? variables[value.name.value]
      : value.kind === Kind.INT
        ? Number(value.value)
        : 1;
  if (typeof size === 'number' && size > PAGE_MAX) {
    throw new GraphQLError(`"first" of "${field.name.value}" must be between 1 and ${PAGE_MAX}.`, {
      nodes: [field],
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return typeof size === 'number' && size > 0 ? size : 1;
}
