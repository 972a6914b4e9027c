import { ArgsType, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { isUuid } from '#kernel/ids.js';
import type { Page, Slice } from '../db/page.js';
import { badInput, notFound } from '../use-case/failures.js';

/** The most that one page holds. */
export const PAGE_MAX = 100;

@InterfaceType({ description: 'An object with a globally unique id, which `node` reads again.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
}

export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The UUID in a global id of the given type. NOT_FOUND for anything else: what is malformed does not exist. */
export function localId(type: string, id: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.type !== type) throw notFound();
  return parsed.id;
}

export function parseGlobalId(id: string): { type: string; id: string } | undefined {
  const [type, uuid, ...rest] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  return type && uuid && rest.length === 0 && isUuid(uuid) ? { type, id: uuid } : undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its connection (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when this page was asked for with `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first edge; null on an empty page.',
  })
  startCursor!: () => string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to give as `after` for the next page; null on an empty page.',
  })
  endCursor!: () => string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: 'How many edges to read, 1 to 100.' })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Read on after this cursor. Opaque: only ever one that this connection gave out.',
  })
  after?: string | null;
}

/** Checks the page size and opens the cursor. Throws BAD_USER_INPUT. */
export function pageOf(args: PageArgs): Page {
  if (args.first < 1 || args.first > PAGE_MAX) throw badInput(`"first" must be between 1 and ${PAGE_MAX}.`);
  return { first: args.first, after: args.after ? openCursor(args.after) : undefined };
}

export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

export function openCursor(cursor: string): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.every((part) => typeof part === 'string' || Number.isSafeInteger(part)))
      return key;
  } catch {
    // falls through to the one answer for all that is no cursor
  }
  throw badInput('This is not a cursor of this connection.');
}

export interface ConnectionParts<Item> {
  readonly edges: { readonly cursor: () => string; readonly node: Item }[];
  readonly pageInfo: PageInfo;
}

/**
 * Edges and page info for one slice. `keyOf` gives the values of the connection's order, unique together. Cursors are
 * made for those who ask for them.
 */
export function connectionOf<Row, Item>(
  slice: Slice<Row>,
  page: Page,
  keyOf: (row: Row) => readonly (string | number)[],
  nodeOf: (row: Row) => Item,
): ConnectionParts<Item> {
  const edges = slice.rows.map((row) => ({ cursor: () => cursorOf(keyOf(row)), node: nodeOf(row) }));
  const pageInfo = Object.assign(new PageInfo(), {
    hasNextPage: slice.hasNextPage,
    hasPreviousPage: page.after !== undefined,
    startCursor: () => edges.at(0)?.cursor() ?? null,
    endCursor: () => edges.at(-1)?.cursor() ?? null,
  });
  return { edges, pageInfo };
}
