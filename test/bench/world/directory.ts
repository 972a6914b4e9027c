import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../../support/api.js';
import { query } from '../stand/database.js';
import type { Stand } from '../stand/stand.js';
import { type Company, foundCompany, hire, type SignedIn, signIn } from './company.js';

/** Members in one page of a directory. */
export const PAGE_SIZE = 20;
/** How many people lead others. */
const MANAGERS = 40;
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

/** Places in the product's own list. */
export function places(api: Api, organizationId: string): Promise<(string | null)[]> {
  return placesIn(async (after) => {
    const { organization } = await api.succeed<End>(
      `query ($id: ID!, $after: String) { organization(id: $id) { members(first: ${PAGE_SIZE}, after: $after) {
         pageInfo { hasNextPage endCursor } } } }`,
      { id: organizationId, after },
    );
    const { hasNextPage, endCursor } = organization.members.pageInfo;
    return hasNextPage ? endCursor : null;
  });
}
