import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { badInput, Failure } from '../use-case/failures.js';
import type { ApiContext } from './context.js';
import { Node, PAGE_MAX, parseGlobalId } from './relay.js';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its global id. Null when it does not exist or is not yours to see.',
  })
  async node(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'A global id, as in any `id` field.' }) id: string,
  ): Promise<object | null> {
    return readNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Many objects by their global ids, at most 100, in the order of the ids; null where `node` would be.',
  })
  async nodes(
    @Ctx() context: ApiContext,
    @Arg('ids', () => [ID], { description: 'At most 100 global ids.' }) ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > PAGE_MAX) throw badInput(`At most ${PAGE_MAX} ids at once.`);
    return Promise.all(ids.map((id) => readNode(context, id)));
  }
}

async function readNode(context: ApiContext, id: string): Promise<object | null> {
  const parsed = parseGlobalId(id);
  const reader = parsed && Object.hasOwn(context.nodes, parsed.type) ? context.nodes[parsed.type] : undefined;
  if (!parsed || !reader) return null;
  try {
    return (await reader(context, parsed.id)) ?? null;
  } catch (error) {
    if (error instanceof Failure && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) return null;
    throw error;
  }
}
