import { concurrently } from '#demo/concurrently.js';
import type { CallerPlan } from '../load/http-caller.js';
import type { Bench } from '../scenario.js';
import { Stand } from '../stand/stand.js';
import {
  ask,
  type Company,
  foundCompany,
  foundGroup,
  hire,
  renewed,
  type SignedIn,
  signIn,
  tellMobiles,
} from './company.js';

/** One invitation of somebody, with the text that it asks about. */
export interface Asked {
  readonly invitationId: string;
  readonly noticeDigest: string;
}

/** Somebody who is asked, signed in, with all their invitations. */
export interface Answerer extends SignedIn {
  readonly asked: readonly Asked[];
}

export interface Answering {
  readonly company: Company;
  /** Global ids. */
  readonly upgradeIds: readonly string[];
  readonly answerers: readonly Answerer[];
}

/**
 * A company in which so many people are asked, by one upgrade or many. With many, each asks the next two of them. The
 * owner is asked too and keeps silent, so that answers can be given for ever.
 */
export async function openAnswering(
  stand: Stand,
  { people: count, upgrades = 1 }: { readonly people: number; readonly upgrades?: number },
): Promise<Answering> {
  const company = await foundCompany(stand);
  const people = await hire(company, count);
  const signedIn = await signIn(stand, people);
  const whole = await foundGroup(company, people);
  await tellMobiles(company, whole, people);
  const upgradeIds: string[] = [];
  if (upgrades === 1) upgradeIds[0] = await ask(company, whole);
  else {
    await concurrently([...Array.from({ length: upgrades }).keys()], 4, async (index) => {
      const two = [0, 1]
        .map((place) => people[(2 * index + place) % count])
        .filter((one) => one !== undefined);
      upgradeIds[index] = await ask(company, await foundGroup(company, two));
    });
  }
  const answerers: Answerer[] = [];
  await concurrently([...signedIn.entries()], 8, async ([index, person]) => {
    answerers[index] = { ...person, asked: await invitationsOf(person) };
  });
  return { company, upgradeIds, answerers: await renewed(stand, answerers) };
}

/** A stand with such a company. */
export async function standAnswering(
  bench: Bench,
  size: { readonly people: number; readonly upgrades?: number; readonly nodes?: number },
): Promise<{ stand: Stand; answering: Answering }> {
  const stand = await Stand.open(bench, { nodes: size.nodes ?? 1 });
  try {
    return { stand, answering: await openAnswering(stand, size) };
  } catch (error) {
    await stand[Symbol.asyncDispose]();
    throw error;
  }
}

const INVITATIONS = `query ($after: String) { myInvitations(first: 100, after: $after) {
  pageInfo { hasNextPage endCursor } edges { node { id notice { text { digest } } } } } }`;

interface Page {
  readonly myInvitations: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: {
      readonly node: { readonly id: string; readonly notice: { readonly text: { readonly digest: string } } };
    }[];
  };
}

/** Everything that somebody is asked. */
export async function invitationsOf({ api }: Pick<SignedIn, 'api'>): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { myInvitations }: Page = await api.succeed<Page>(INVITATIONS, { after });
    for (const { node } of myInvitations.edges) {
      asked.push({ invitationId: node.id, noticeDigest: node.notice.text.digest });
    }
    after = myInvitations.pageInfo.endCursor;
    more = myInvitations.pageInfo.hasNextPage;
  }
  return asked;
}

const answering = (field: string, type: string): string =>
  `mutation ($input: ${type}!) { ${field}(input: $input) { invitation { id state } userErrors { code } } }`;
const ACCEPT = answering('acceptInvitation', 'AcceptInvitationInput');
const DECLINE = answering('declineInvitation', 'DeclineInvitationInput');

/** Says yes to each invitation, then no to each, and so on: every request is an answer that changes something. */
export function answerPlan({ token, address, asked }: Answerer, port: number, everyMs = 0): CallerPlan {
  const bodies = [ACCEPT, DECLINE].flatMap((query) =>
    asked.map((input) => JSON.stringify({ query, variables: { input } })),
  );
  return { port, token, address, bodies, everyMs, keyed: true, expect: '"userErrors":[]' };
}
