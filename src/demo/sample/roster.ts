import { accountName, groupNickname, people, type Person } from './people.js';
import { seededRandom, type Random } from './random.js';

/**
 * What the company knows of somebody in the group: ACCOUNT has a directory entry and a known mobile,
 * MOBILE_ONLY a known mobile and no entry, UNKNOWN neither.
 */
export type Standing = 'ACCOUNT' | 'MOBILE_ONLY' | 'UNKNOWN';

export type Member = {
  readonly person: Person;
  readonly standing: Standing;
  readonly role: 'owner' | 'admin' | 'member';
  readonly platformId: string;
  readonly accountName: string;
  readonly groupNickname: string | undefined;
};

export type Roster = {
  /** The owner first; who joined last stands last. */
  readonly members: readonly Member[];
  /** In the directory and not in the group. */
  readonly colleagues: readonly Person[];
};

const MOBILE_ONLY_SHARE = 0.07;
const UNKNOWN_SHARE = 0.08;
const COLLEAGUE_SHARE = 0.25;
const ADMINS = 4;

export function roster(seed: number, size: number): Roster {
  const random = seededRandom(seed);
  const everybody = people(random, size + Math.round(size * COLLEAGUE_SHARE));
  const standings = standingsOf(random, size);
  const platformIds = new Set<string>();
  const members = everybody.slice(0, size).map((person, index): Member => {
    const standing = standings[index] ?? 'ACCOUNT';
    return {
      person,
      standing,
      role: roleOf(index),
      platformId: freePlatformId(random, platformIds),
      accountName: accountName(random, person),
      groupNickname: groupNickname(random, person),
    };
  });
  return { members, colleagues: everybody.slice(size) };
}

/** The owner and the administrators always have accounts: without them nobody could start an upgrade. */
function standingsOf(random: Random, size: number): Standing[] {
  const mobileOnly = Math.round(size * MOBILE_ONLY_SHARE);
  const unknown = Math.round(size * UNKNOWN_SHARE);
  const first = Array.from<Standing>({ length: Math.min(size, ADMINS + 1) }).fill('ACCOUNT');
  const rest = Array.from({ length: size - first.length }, (_, index): Standing => {
    if (index < mobileOnly) return 'MOBILE_ONLY';
    return index < mobileOnly + unknown ? 'UNKNOWN' : 'ACCOUNT';
  });
  return [...first, ...random.shuffled(rest)];
}

function roleOf(index: number): Member['role'] {
  if (index === 0) return 'owner';
  return index <= ADMINS ? 'admin' : 'member';
}

function freePlatformId(random: Random, taken: Set<string>): string {
  for (;;) {
    const id = `wxid_${Array.from({ length: 14 }, () => random.between(0, 35).toString(36)).join('')}`;
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
}
