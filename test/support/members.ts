import type { Api } from './api.js';
import type { TestServer } from './server.js';
import { newMobile, type World } from './world.js';

const MEMBER = `id userId name alias mobile email position gender roles status version activatedAt
  organization { shortName } manager { name } departments { main leader order department { name } }`;
/** A page of an organization's members. */
export const LIST = `query ($id: ID!, $first: Int!, $after: String, $query: String, $departmentId: ID) { organization(id: $id) {
  members(first: $first, after: $after, query: $query, departmentId: $departmentId) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${MEMBER} } } } } }`;
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly mobile: string;
  readonly status: string;
  readonly userId: string;
  readonly version: number;
}
export interface Place {
  readonly id: string;
  readonly externalId: string;
  readonly depth: number;
}
interface Refused {
  readonly code: string;
  readonly field: readonly string[];
}
interface Done {
  readonly member?: Person | null;
  readonly department?: Place | null;
  readonly userErrors: readonly Refused[];
}
export type Listed = {
  organization: {
    members: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: Person }[];
    };
  };
};

const results: Record<string, string> = {
  createDepartment: 'department { id externalId depth name order }',
  updateDepartment: 'department { id externalId depth name order parent { externalId } }',
  deleteDepartment: 'deletedDepartmentId',
};

/** The document of one of the directory's mutations. */
export function mutation(field: string): string {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${field}(input: $input) { ${results[field] ?? `member { ${MEMBER} }`} userErrors { code field } } }`;
}

/** What a mutation answers, done or refused. */
export async function change(api: Api, field: string, input: Record<string, unknown>): Promise<Done> {
  const data = await api.succeed<Record<string, Done>>(mutation(field), { input });
  const done = data[field];
  if (!done) throw new Error(`${field} answered nothing`);
  return done;
}

/** The codes with which a mutation is refused; none when it was done. */
export async function refusals(api: Api, field: string, input: Record<string, unknown>): Promise<string[]> {
  return (await change(api, field, input)).userErrors.map(
    (error) => `${error.field.join('.')}: ${error.code}`,
  );
}

/** The first hundred members, as `api` sees them. */
export async function list(
  { admin, organizationId }: World,
  api = admin,
  more: Record<string, unknown> = {},
): Promise<Person[]> {
  const data = await api.succeed<Listed>(LIST, { id: organizationId, first: 100, ...more });
  return data.organization.members.edges.map(({ node }) => node);
}

export async function first(world: World): Promise<Person> {
  const [person] = await list(world);
  if (!person) throw new Error('an organization without members');
  return person;
}

/** A member whose person has signed in. */
export async function member(
  server: TestServer,
  world: World,
  roles: readonly string[] = [],
): Promise<Person & { readonly api: Api }> {
  const mobile = newMobile();
  const created = await change(world.admin, 'createMember', {
    organizationId: world.organizationId,
    name: '李四',
    mobile,
  });
  if (!created.member) throw new Error(JSON.stringify(created));
  const api = await server.signIn(mobile);
  if (roles.length > 0)
    await change(world.admin, 'assignMemberRoles', { memberId: created.member.id, roles });
  return { ...created.member, api };
}
