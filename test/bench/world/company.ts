import { concurrently } from '#demo/concurrently.js';
import type { Api } from '../../support/api.js';
import { importGroup, importMembers, type Person, runOperation } from '../../support/group-world.js';
import { change, list } from '../../support/members.js';
import type { SignsIn } from '../../support/server.js';
import { mutate } from '../../support/upgrades.js';
import { newMobile, organizationWithAdministrator, upload, type World } from '../../support/world.js';
import { addressOf, type Phones } from '../stand/phones.js';

/** How many people sign in at a time. */
const AT_A_TIME = 8;

/** Somebody who is signed in, at an address of their own. */
export interface SignedIn {
  readonly mobile: string;
  readonly address: string;
  readonly token: string;
  readonly api: Api;
}

export interface Company extends World {
  readonly owner: Person;
}

/** A company that was approved. Its administrator owns its groups. */
export async function foundCompany(stand: SignsIn): Promise<Company> {
  const world = await organizationWithAdministrator(stand);
  return { ...world, owner: { platformId: 'owner', mobile: world.adminMobile, standing: 'ACTIVATED' } };
}

/** Puts so many people into the directory. */
export async function hire(
  { admin, organizationId }: World,
  count: number,
  standing: Person['standing'] = 'ACTIVATED',
): Promise<Person[]> {
  const people = Array.from({ length: count }, (): Person => {
    const mobile = newMobile();
    return { platformId: `p${mobile.slice(1)}`, mobile, standing };
  });
  await importMembers(admin, organizationId, people);
  return people;
}

/** Signs them in, in their order. */
export async function signIn(stand: SignsIn, people: readonly Person[]): Promise<SignedIn[]> {
  const signedIn = new Map<Person, SignedIn>();
  await concurrently(people, AT_A_TIME, async (person) => {
    const api = await stand.signIn(person.mobile);
    const address = addressOf(person.mobile);
    signedIn.set(person, { mobile: person.mobile, address, token: tokenOf(api), api });
  });
  return people.map((person) => signedIn.get(person)).filter((one) => one !== undefined);
}

/** The same people with tokens that are new: what is set up or measured may take longer than one lasts. */
export function renewed<Who extends SignedIn>(
  stand: Pick<Phones, 'again'>,
  people: readonly Who[],
): Promise<Who[]> {
  return Promise.all(
    people.map(async (person) => {
      const api = await stand.again(person.api);
      return { ...person, api, token: tokenOf(api) };
    }),
  );
}

function tokenOf({ token }: Api): string {
  if (token === undefined) throw new Error('nobody is signed in');
  return token;
}

/** People who may see everything of the company, signed in. */
export async function auditors(stand: SignsIn, world: World, count: number): Promise<SignedIn[]> {
  const people = await hire(world, count);
  const signedIn = await signIn(stand, people);
  await concurrently(people, AT_A_TIME, async ({ mobile }) => {
    const [member] = await list(world, world.admin, { query: mobile });
    const done = await change(world.admin, 'assignMemberRoles', { memberId: member?.id, roles: ['AUDITOR'] });
    if (!done.member) throw new Error(JSON.stringify(done));
  });
  return signedIn;
}

let groups = 0;

/** A number that no other group has. */
export function newGroupId(): string {
  groups += 1;
  return `group-${groups}`;
}

/** Imports a group of the owner and these people, with one message. Returns its id. */
export async function foundGroup(
  { admin, organizationId, owner }: Company,
  people: readonly Person[],
): Promise<string> {
  const group = { organizationId, platformGroupId: newGroupId(), messages: 1 };
  return importGroup(admin, group, [owner, ...people]);
}

/** Tells the mobiles of everybody in a group; they are known in all groups of the company then. */
export async function tellMobiles(
  { admin, organizationId, owner }: Company,
  sourceGroupId: string,
  people: readonly Person[],
): Promise<void> {
  const rows = [owner, ...people].map(({ platformId, mobile }) => `${platformId},${mobile}`);
  const body = ['platformId,mobile', ...rows].join('\n');
  const file = { purpose: 'GROUP_MOBILES', organizationId, fileName: 'mobiles.csv', body };
  await runOperation(admin, 'importSourceGroupMobiles', {
    sourceGroupId,
    uploadId: await upload(admin, file),
  });
}

/** Asks everybody in the group. Returns the id of the upgrade. */
export async function ask({ admin }: World, sourceGroupId: string): Promise<string> {
  const { groupUpgrade, userErrors } = await mutate<{ groupUpgrade: { id: string } | null }>(
    admin,
    'startGroupUpgrade',
    { sourceGroupId, coolingOffHours: 0 },
    'groupUpgrade { id }',
  );
  if (!groupUpgrade) throw new Error(`not started: ${JSON.stringify(userErrors)}`);
  return groupUpgrade.id;
}
