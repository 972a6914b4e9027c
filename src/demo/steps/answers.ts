import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../actors/member.js';
import { concurrently } from '../concurrently.js';

/** How many phones are busy at once when nothing is paced. */
export const PHONES_AT_ONCE = 16;
/** How long the answers take when somebody watches, in ms. */
const WATCHABLE_MS = 25_000;

/** Signs in those who have used their account before the upgrade starts. Who is late, or never comes, is not among them. */
export async function signInEarly(
  members: readonly Member[],
  tell: (detail: string) => void,
): Promise<number> {
  const early = members.filter(({ role }) => role.part !== 'LATE' && role.part !== 'NEVER_SIGNS_IN');
  let count = 0;
  await concurrently(early, PHONES_AT_ONCE, async (member) => {
    await member.signIn();
    count += 1;
    tell(`${count} of ${early.length}`);
  });
  return early.length;
}

/** Lets everybody act in their order, at their moments or as fast as it goes. `halfway` is called once in the middle. */
export async function letAnswer(
  members: readonly Member[],
  { fast, halfway }: { readonly fast: boolean; readonly halfway: () => void },
): Promise<void> {
  const started = performance.now();
  const inOrder = members.toSorted((a, b) => a.role.moment - b.role.moment);
  let finished = 0;
  const act = async (member: Member): Promise<void> => {
    if (!fast) await delay(Math.max(0, started + member.role.moment * WATCHABLE_MS - performance.now()));
    await member.answer();
    finished += 1;
    if (finished === Math.ceil(inOrder.length / 2)) halfway();
  };
  await concurrently(inOrder, PHONES_AT_ONCE, act);
}
