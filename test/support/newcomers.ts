import { type GroupWorld, importGroup, importMembers, type Person, type Standing } from './group-world.js';
import { importMobiles } from './groups.js';
import type { TestServer } from './server.js';
import { newMobile } from './world.js';

/**
 * Somebody who is not in the world's group yet and whose mobile is known already, from another group of theirs: once
 * an export has them on the roster, they can be asked.
 */
export async function stranger(
  server: TestServer,
  { admin, organizationId, platformGroupId }: GroupWorld,
  platformId: string,
  standing: Exclude<Standing, 'UNKNOWN_MOBILE'>,
): Promise<Person> {
  const person: Person = { platformId, mobile: newMobile(), standing };
  await importMembers(admin, organizationId, [person]);
  if (standing === 'ACTIVATED') await server.signIn(person.mobile);
  const elsewhere = { organizationId, platformGroupId: `${platformGroupId}/${platformId}`, messages: 1 };
  const groupId = await importGroup(admin, elsewhere, [person]);
  const { succeeded } = await importMobiles(
    admin,
    groupId,
    `platformId,mobile\n${platformId},${person.mobile}`,
  );
  if (succeeded !== 1) throw new Error('the mobile was not taken');
  return person;
}
