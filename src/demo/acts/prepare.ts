import { Member } from '../actors/member.js';
import { type Candidate, cast } from '../cast.js';
import { signInEarly } from '../steps/answers.js';
import { type Preflight, readPreflight, showPreflight } from '../steps/preflight.js';
import type { World } from '../world.js';
import type { Company } from './found-company.js';

export type Crew = {
  /** All who have an account, the owner among them. */
  readonly members: readonly Member[];
  /** As it is right before the start. */
  readonly preflight: Preflight;
};

/** Reads who could answer, lets those sign in who use their account already, and reads again. */
export async function prepare(world: World, { admin, owner }: Company, sourceGroupId: string): Promise<Crew> {
  const { stage } = world;
  const before = await stage.step(
    'preflight',
    () => readPreflight(admin.api, sourceGroupId),
    ({ total, eligible }) => `${eligible} of ${total} could answer`,
  );
  if (before.obstacle !== null) throw new Error(`the upgrade could not be started: ${before.obstacle}`);
  const others = cast(candidates(world, before)).map(
    (role, index) => new Member(role, world.api, world.gateway, index + 2),
  );
  const members = [owner, ...others];
  await stage.step(
    'members sign in, which activates their accounts',
    (tell) => signInEarly(members, tell),
    (count) => String(count),
  );
  const preflight = await stage.step(
    'preflight again',
    () => readPreflight(admin.api, sourceGroupId),
    ({ total, eligible }) => `${eligible} of ${total} could answer`,
  );
  showPreflight(stage, before, preflight);
  return { members, preflight };
}

/** Those whom nothing hinders but a sign-in. */
function candidates({ input }: World, { entries }: Preflight): Candidate[] {
  return entries.flatMap(({ platformId, displayName, blockedReason }) => {
    const mobile = input.mobileOf.get(platformId);
    const curable = blockedReason === null || blockedReason === 'ACCOUNT_NOT_ACTIVATED';
    const isOwner = platformId === input.owner.platformId;
    return curable && !isOwner && mobile !== undefined ? [{ platformId, displayName, mobile }] : [];
  });
}
