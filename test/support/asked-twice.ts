import type { Api } from './api.js';
import { groupWorld, type GroupWorld } from './group-world.js';
import { importMobiles } from './groups.js';
import { mobileOf, questionsOf } from './life.js';
import type { TestServer } from './server.js';
import { start } from './upgrades.js';

/** An upgrade that asks one person by two entries of its roster, p1 and p2, besides the owner and p3. */
export interface Twice {
  readonly world: GroupWorld;
  readonly upgradeId: string;
  readonly api: Api;
  /** The two questions. */
  readonly one: string;
  readonly other: string;
}

/** A group of which p1 and p2 are one person, before anybody is asked. */
export async function worldWithTwice(server: TestServer): Promise<GroupWorld> {
  const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE', 'ACTIVATED']);
  await importMobiles(world.admin, world.sourceGroupId, `platformId,mobile\np2,${mobileOf(world, 'p1')}`);
  return world;
}

export async function askedTwice(
  server: TestServer,
  world: GroupWorld,
  input: Record<string, unknown> = {},
): Promise<Twice> {
  const upgradeId = await start(world, input);
  const { p1, p2 } = await questionsOf(world.admin, upgradeId);
  const api = await server.signIn(mobileOf(world, 'p1'));
  return { world, upgradeId, api, one: p1?.id ?? '', other: p2?.id ?? '' };
}
