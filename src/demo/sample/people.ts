import { COMPANY, DEPARTMENTS, type Department } from './company.js';
import {
  ENGLISH_FAMILY_NAMES,
  ENGLISH_GIVEN_NAMES,
  FAMILY_NAMES,
  GIVEN_NAMES,
  NICKNAMES,
  type Gender,
} from './names.js';
import type { Random } from './random.js';

export type Person = {
  readonly name: string;
  /** In Latin letters, for the account and the mail address; unique without regard to case. */
  readonly userId: string;
  readonly gender: Gender;
  /** Writes in English by preference. */
  readonly english: boolean;
  readonly department: Department;
  /** Of another department that the person also works for. */
  readonly secondDepartment: Department | undefined;
  readonly leads: boolean;
  readonly position: string;
  /** The English name, where there is one beside the Chinese. */
  readonly alias: string | undefined;
  /** Eleven digits in 199 0000 xxxx, a block that the sample data of this project uses for nobody's numbers. */
  readonly mobile: string;
  readonly email: string;
};

const MOST_PEOPLE = 9999;

/** The first one leads the root department. Throws for more people than there are numbers in the block. */
export function people(random: Random, count: number): Person[] {
  if (count > MOST_PEOPLE) throw new RangeError(`at most ${MOST_PEOPLE} people, not ${count}`);
  const taken = new Set<string>();
  const led = new Set<Department>();
  const places = DEPARTMENTS.map((department) => [department, department.weight] as const);
  const [root] = DEPARTMENTS;
  return Array.from({ length: count }, (_, index) => {
    const department = index === 0 && root ? root : random.weighted(places);
    const leads = !led.has(department);
    led.add(department);
    const named = department.english && random.chance(0.6) ? foreignName(random) : chineseName(random);
    const userId = freeUserId(taken, named.latin);
    const second = random.pick(DEPARTMENTS);
    return {
      name: named.name,
      userId,
      gender: named.gender,
      english: named.english || (department.english && random.chance(0.7)),
      department,
      secondDepartment: second !== department && random.chance(0.06) ? second : undefined,
      leads,
      position: random.pick(department.positions),
      alias: named.alias,
      mobile: `1990000${String(index + 1).padStart(4, '0')}`,
      email: `${userId}@${COMPANY.mailDomain}`,
    };
  });
}

type Name = Pick<Person, 'name' | 'gender' | 'english' | 'alias'> & { readonly latin: string };

function chineseName(random: Random): Name {
  const gender = random.chance(0.45) ? 'female' : 'male';
  const [family, familyLatin] = random.weighted(FAMILY_NAMES);
  const [given, givenLatin] = random.pick(GIVEN_NAMES[gender]);
  const alias = random.chance(0.2) ? random.pick(ENGLISH_GIVEN_NAMES[gender]) : undefined;
  return { name: family + given, latin: `${familyLatin}${givenLatin}`, gender, english: false, alias };
}

function foreignName(random: Random): Name {
  const gender = random.chance(0.5) ? 'female' : 'male';
  const name = `${random.pick(ENGLISH_GIVEN_NAMES[gender])} ${random.pick(ENGLISH_FAMILY_NAMES)}`;
  return { name, latin: latinLetters(name), gender, english: true, alias: undefined };
}

function latinLetters(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z ]/g, '')
    .replaceAll(' ', '.');
}

function freeUserId(taken: Set<string>, latin: string): string {
  const wanted = latin.toLowerCase();
  let userId = wanted;
  for (let next = 2; taken.has(userId); next += 1) userId = `${wanted}${next}`;
  taken.add(userId);
  return userId;
}

/** How a person is called on the consumer platform: rarely by the name on the payroll. */
export function accountName(random: Random, person: Person): string {
  return random.weighted([
    [person.name, 4],
    [person.alias ?? person.name, 2],
    [person.userId, 1],
    [random.pick(NICKNAMES), 3],
  ]);
}

/** What the group asks its members to set; some never do. */
export function groupNickname(random: Random, person: Person): string | undefined {
  if (random.chance(0.3)) return undefined;
  const name =
    person.alias !== undefined && random.chance(0.5) ? `${person.name} ${person.alias}` : person.name;
  return person.english ? `${name} (${person.department.short})` : `${person.department.short}-${name}`;
}
