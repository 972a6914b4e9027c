import { concurrently } from '#demo/concurrently.js';
import type { Api } from '../../support/api.js';
import type { Person } from '../../support/group-world.js';
import { accept, invitationOf, provedSummary } from '../../support/upgrades.js';
import type { Stand } from '../stand/stand.js';
import { ask, type Company, foundCompany, hire, signIn, tellMobiles } from './company.js';
import { ExportFile, importHistory } from './history.js';

/** One upgrade to which everybody has said yes, and whose history is proved: it only waits for the cut-over. */
export interface Agreed {
  readonly upgradeId: string;
  readonly messages: number;
}

/** A company with an upgrade for each of these numbers of messages, and the same people in all of them. */
export async function openAgreed(
  stand: Stand,
  { people: count, messages }: { readonly people: number; readonly messages: readonly number[] },
): Promise<{ company: Company; agreed: readonly Agreed[] }> {
  const company = await foundCompany(stand);
  const people = await hire(company, count);
  const signedIn = await signIn(stand, people);
  const agreed: Agreed[] = [];
  for (const number of messages) {
    const world = { ...company, admin: await stand.again(company.admin) };
    const upgradeId = await askAbout(world, people, number);
    await concurrently([world, ...signedIn], 8, async (person) => {
      await sayYes(await stand.again('admin' in person ? person.admin : person.api));
    });
    await provedSummary(await stand.again(company.admin), upgradeId);
    agreed.push({ upgradeId, messages: number });
  }
  return { company, agreed };
}

async function askAbout(company: Company, people: readonly Person[], messages: number): Promise<string> {
  await using file = await ExportFile.write([company.owner, ...people], messages);
  const { sourceGroupId } = await importHistory(company, file);
  await tellMobiles(company, sourceGroupId, people);
  return ask(company, sourceGroupId);
}

/** To the newest invitation of theirs. */
async function sayYes(api: Api): Promise<void> {
  const { id } = await invitationOf(api);
  const { userErrors } = await accept(api, id);
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
}
