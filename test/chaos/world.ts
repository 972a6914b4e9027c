import { localId } from '#platform/graphql/relay.js';
import type { Random } from '#demo/sample/random.js';
import { concurrently } from '#demo/concurrently.js';
import { type Asked, invitationsOf } from '../bench/world/answering.js';
import {
  ask,
  auditors,
  type Company,
  foundCompany,
  foundGroup,
  hire,
  type SignedIn,
  signIn,
  tellMobiles,
} from '../bench/world/company.js';
import type { Gateway } from '../support/gateway.js';
import type { Api } from '../support/api.js';
import { list } from '../support/members.js';
import { mutate } from '../support/upgrades.js';
import { reviewerOf } from '../support/world.js';
import type { Cluster } from './stand/cluster.js';

const PEOPLE = 48;
const AUDITORS = 8;
const UPGRADES = 3;
const GROUPS_A_MINUTE = 12;
const GROUPS_MAX = 150;

/** Somebody who is asked. */
export interface AskedPerson {
  readonly name: string;
  readonly person: SignedIn;
  /** The invitations that they answer. */
  readonly asked: readonly Asked[];
}

export interface World {
  readonly company: Company;
  /** Who decides about companies. */
  readonly reviewer: Api;
  /** Global ids of the upgrades that everybody is asked by. */
  readonly upgradeIds: readonly string[];
  readonly people: readonly AskedPerson[];
  /** Those who may see everything, with their accounts. */
  readonly auditors: readonly (SignedIn & { readonly memberId: string })[];
  /** Starts small groups one by one as long as the run goes on. */
  readonly programmeId: string;
}

/** A company in which everybody is asked by several upgrades, and more of them start while the run goes on. */
export async function openWorld(
  cluster: Cluster,
  { minutes, gateway, random }: { minutes: number; gateway: Gateway; random: Random },
): Promise<World> {
  const company = await foundCompany(cluster.phones);
  const { admin, organizationId } = company;
  const watching = await auditors(cluster.phones, company, AUDITORS);
  const hired = await hire(company, PEOPLE);
  const signedIn = await signIn(cluster.phones, hired);
  await openGateway(cluster, company, gateway);
  const upgradeIds: string[] = [];
  const groups: string[] = [];
  for (let count = 0; count < UPGRADES; count++) groups.push(await foundGroup(company, hired));
  await tellMobiles(company, groups[0] ?? '', hired);
  for (const group of groups) upgradeIds.push(await ask(company, group));
  const people: AskedPerson[] = [];
  await concurrently([...signedIn.entries()], 8, async ([place, person]) => {
    people[place] = { name: `person ${place + 1}`, person, asked: await invitationsOf(person) };
  });
  const wanted = Math.min(GROUPS_MAX, Math.ceil(minutes * GROUPS_A_MINUTE));
  const small: string[] = [];
  for (let count = 0; count < wanted; count++) {
    small.push(await foundGroup(company, random.shuffled(hired).slice(0, 2)));
  }
  const { upgradeProgramme } = await mutate<{ upgradeProgramme: { id: string } | null }>(
    admin,
    'createUpgradeProgramme',
    { organizationId, name: '秋季升级', coolingOffHours: 0, sourceGroupIds: small },
    'upgradeProgramme { id }',
  );
  if (!upgradeProgramme) throw new Error('the programme was refused');
  const watchers: World['auditors'][number][] = [];
  for (const auditor of watching) {
    const [member] = await list(company, admin, { query: auditor.mobile });
    watchers.push({ ...auditor, memberId: member?.id ?? '' });
  }
  const reviewer = await reviewerOf(cluster.phones);
  return { company, reviewer, upgradeIds, people, auditors: watchers, programmeId: upgradeProgramme.id };
}

/** Lets messages go to the company's gateway, by night too. */
async function openGateway(
  { database }: Cluster,
  { admin, organizationId }: Company,
  gateway: Gateway,
): Promise<void> {
  const { webhookSecret, userErrors } = await mutate<{ webhookSecret: string | null }>(
    admin,
    'updateDeliverySettings',
    { organizationId, webhook: true, webhookUrl: gateway.url },
    'webhookSecret',
  );
  if (webhookSecret === null) throw new Error(JSON.stringify(userErrors));
  gateway.secret = webhookSecret;
  await database.rows(
    'update organization_setting set quiet_from = 0, quiet_until = 0 where organization_id = $1',
    [localId('Organization', organizationId)],
  );
}
