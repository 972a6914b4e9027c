import type { GroupWorld } from './group-world.js';

/** The mobile of the person at this place of the group; the owner stands at 0. */
export function mobileAt({ people }: GroupWorld, index: number): string {
  const person = people[index];
  if (!person) throw new Error(`nobody at ${index}`);
  return person.mobile;
}
