import { localId } from '#platform/graphql/relay.js';
import type { CallerPlan } from '../load/http-caller.js';
import { query } from '../stand/database.js';
import type { Stand } from '../stand/stand.js';
import { type Company, foundCompany, hire, type SignedIn, signIn } from './company.js';

/** Members in one page of a directory. */
export const PAGE_SIZE = 20;
/** How many people lead others. */
const MANAGERS = 40;
/** How many ask for pages at a time. */
const CALLERS = 32;
/** From how many different places the callers read on. */
const PLACES = 32;

/** The page of all scenarios that read: 20 objects with six fields and one object besides that wants batching. */
export const PAGE = `query ($id: ID!, $first: Int!, $after: String) { organization(id: $id) {
  members(first: $first, after: $after) { edges { node { id userId name email position status manager { id name } } } } } }`;

/** A company with so many members, each with a manager, and some of them signed in. */
export async function openDirectory(
  stand: Stand,
  { members, readers }: { readonly members: number; readonly readers: number },
): Promise<{ company: Company; readers: readonly SignedIn[] }> {
  const company = await foundCompany(stand);
  const reading = await signIn(stand, await hire(company, readers));
  await hire(company, members, 'NOT_ACTIVATED');
  await query(
    stand.connection,
    `with manager as (
       select id, row_number() over (order by id) - 1 as number
       from (select id from member where organization_id = $1 order by id limit ${MANAGERS}) first)
     update member m set manager_id = b.id, email = m.user_id || '@people.example', position = 'Engineer'
     from manager b where m.organization_id = $1 and b.number = abs(hashtext(m.user_id)) % ${MANAGERS} and b.id <> m.id`,
    [localId('Organization', company.organizationId)],
  );
  await query(stand.connection, 'vacuum analyze member');
  return { company, readers: reading };
}

/** Where to read on: after nothing, after the first page and so on. `page` reads one and returns its end. */
export async function placesIn(
  page: (after: string | null) => Promise<string | null>,
): Promise<(string | null)[]> {
  const found: (string | null)[] = [null];
  while (found.length < PLACES) {
    const end = await page(found.at(-1) ?? null);
    if (end === null) break;
    found.push(end);
  }
  // What is left after the last place may be less than a page.
  return found.slice(0, -1);
}

interface End {
  readonly organization: {
    readonly members: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
  };
}

/** The callers' requests for the page, from each place on, as the product's own lists tell them. */
export async function ownPages({ admin, organizationId }: Company): Promise<string[]> {
  const places = await placesIn(async (after) => {
    const { organization } = await admin.succeed<End>(
      `query ($id: ID!, $after: String) { organization(id: $id) { members(first: ${PAGE_SIZE}, after: $after) {
         pageInfo { hasNextPage endCursor } } } }`,
      { id: organizationId, after },
    );
    const { hasNextPage, endCursor } = organization.members.pageInfo;
    return hasNextPage ? endCursor : null;
  });
  return pageBodies(PAGE, organizationId, places);
}

export function pageBodies(text: string, id: string, places: readonly (string | null)[]): string[] {
  return places.map((after) => JSON.stringify({ query: text, variables: { id, first: PAGE_SIZE, after } }));
}

export type Reader = Pick<SignedIn, 'token' | 'address'>;

/** All callers of a server, each as one of the readers. */
export function pagePlans(
  port: number,
  readers: readonly Reader[],
  bodies: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): CallerPlan[] {
  return Array.from({ length: CALLERS }, (_, index) => {
    const { token = '', address = '' } = readers[index % readers.length] ?? {};
    return { port, token, address, bodies, headers, keyed: false, expect: '"edges":[{"node":{"id":' };
  });
}
