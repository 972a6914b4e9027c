import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '#demo/sample/random.js';
import { mutate, provedSummary } from '../support/upgrades.js';
import { Gateway } from '../support/gateway.js';
import type { Api } from '../support/api.js';
import { Answerer } from './clients/answerer.js';
import { Patience, type Where } from './clients/patience.js';
import { Person } from './clients/people.js';
import { revocable } from './clients/revocable.js';
import { suspendable } from './clients/suspendable.js';
import { EventWatching, NumberWatching, type Watched } from './clients/watching.js';
import { readFacts } from './facts.js';
import { doFaults } from './faults/do.js';
import type { Revocable, Suspendable } from './faults/fault.js';
import type { History } from './history.js';
import type { Options } from './options.js';
import { newRecords } from './records.js';
import { Cluster } from './stand/cluster.js';
import { openWorld, type World } from './world.js';

/** Of the people, so many answer all the time; the others come in bursts. */
const STEADY = 14;
/** After the last fault, everybody has so long to get to the end. */
const END_MS = 60_000;
/**
 * And so long the jobs: a node's that is gone is given back after 25 s, what it had claimed after two minutes, and what is
 * tried again is looked for once a minute.
 */
const JOBS_MS = 210_000;
/** As long when a node has not come back: then nothing is waited for. */
const GIVEN_UP_MS = 5_000;
const LOOK_MS = 200;

type Tell = (what: string) => void;

/** Plays one run from its seed, and returns all that was seen of it. */
export async function play(options: Options, tell: Tell): Promise<History> {
  const random = seededRandom(options.seed + 1);
  await using gateway = await Gateway.open();
  const records = newRecords();
  gateway.answer = ({ data: { deliveryId } }) => {
    records.told.push({ deliveryId, at: Date.now() });
    return { status: 200 };
  };
  tell(`starting ${options.nodes} nodes and a database`);
  await using cluster = await Cluster.open(options);
  tell('founding a company');
  const world = await openWorld(cluster, { minutes: options.minutes, gateway, random });
  const until = Date.now() + options.minutes * 60_000;
  let giveUpAt = until + END_MS;
  const where: Where = {
    urls: cluster.nodes.map(({ url }) => url),
    records,
    giveUpAt: () => giveUpAt,
  };
  const cast = castOf(world, where, cluster, random.between(0, 2 ** 31));
  const admin = await cluster.phones.again(world.company.admin);
  await startProgramme(admin, world, options.minutes);
  tell('clients answer and watch; faults begin');
  const over = new AbortController();
  const answering = cast.steady.map((person) => person.answerUntil(over.signal));
  const watchers = [...cast.watchers, ...cast.dashboards];
  const watching = watchers.map((one) => one.watch());
  const { crowd, stalling, company } = cast;
  const scene = { cluster, records, crowd, stalling, revocable: cast.revocable, company };
  // Of their own, so that a seed means the same faults however long the run.
  const faults = await doFaults(scene, seededRandom(options.seed), { until, hints: options.hints, tell });
  over.abort();
  const isBack = faults.at(-1)?.recoveredMs !== undefined;
  giveUpAt = Date.now() + (isBack ? END_MS : GIVEN_UP_MS);
  const givenUp = setTimeout(() => {
    for (const one of watchers) one.leave();
  }, giveUpAt - Date.now());
  tell('no more faults; everybody comes to the end');
  await Promise.all(answering);
  // Who is not back after a fault cannot end well; what is there is judged.
  if (isBack) await comeToTheEnd(cluster, world);
  await Promise.all(watching);
  clearTimeout(givenUp);
  const facts = await readFacts(cluster.database, world.upgradeIds);
  for (const node of cluster.nodes) await node.stop();
  return {
    ...records,
    watchers: cast.watchers.map(({ record }) => record),
    dashboards: cast.dashboards.map(({ record }) => record),
    suspensions: company.suspensions,
    exits: cluster.nodes.flatMap(({ exits }) => exits),
    faults,
    facts,
  };
}

interface Cast {
  readonly steady: readonly Answerer[];
  readonly crowd: readonly Answerer[];
  readonly watchers: readonly EventWatching[];
  readonly stalling: readonly EventWatching[];
  readonly revocable: readonly Revocable[];
  readonly company: Suspendable;
  readonly dashboards: readonly NumberWatching[];
}

/** Everybody, each with random numbers of their own. */
function castOf(world: World, where: Where, cluster: Cluster, seed: number): Cast {
  let seeds = seed;
  const random = (): ReturnType<typeof seededRandom> => seededRandom(seeds++);
  const answerers = world.people.map(({ name, person, asked }) => {
    const mine = asked.filter((_, place) => place < world.upgradeIds.length);
    return new Answerer(new Person(name, person.api, cluster.tokenSecret), mine, where, random());
  });
  const watched = (place: number, kind: string): Watched => {
    const auditor = world.auditors[place % world.auditors.length];
    if (!auditor) throw new Error('there are no auditors');
    const upgradeId = world.upgradeIds[place % world.upgradeIds.length] ?? '';
    const name = `${kind} ${place + 1}`;
    const person = new Person(name, auditor.api, cluster.tokenSecret);
    return { name, upgradeId, person, where, random: random() };
  };
  // The last two of the auditors are those whose right is taken away; they do nothing else.
  const rest = world.auditors.length - 2;
  const steady = Array.from({ length: rest - 2 }, (_, place) => new EventWatching(watched(place, 'watcher')));
  const stalling = [rest - 2, rest - 1].map((place) => new EventWatching(watched(place, 'stalling watcher')));
  const patience = (api: Api, name: string): Patience =>
    new Patience(new Person(name, api, cluster.tokenSecret), where, random());
  const revocables = [rest, rest + 1].map((place) =>
    revocable({
      watching: new EventWatching(watched(place, 'watcher with and without a right')),
      memberId: world.auditors[place]?.memberId ?? '',
      admin: patience(world.company.admin, 'the administrator'),
      where,
      database: cluster.database,
    }),
  );
  const dashboards = world.upgradeIds.flatMap((_, place) => [
    new NumberWatching(watched(place, 'dashboard')),
  ]);
  return {
    steady: answerers.slice(0, STEADY),
    crowd: answerers.slice(STEADY),
    watchers: [...steady, ...stalling, ...revocables.map(({ watching }) => watching)],
    stalling,
    revocable: revocables,
    company: suspendable(world.company.organizationId, patience(world.reviewer, 'the reviewer')),
    dashboards,
  };
}

async function startProgramme(admin: Api, { programmeId }: World, minutes: number): Promise<void> {
  const { userErrors } = await mutate(admin, 'startUpgradeProgramme', {
    programmeId,
    groupsPerMinute: Math.ceil(13 / Math.min(1, minutes)),
  });
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
}

/** Closes every upgrade and cuts it over, and waits until the jobs have done what is theirs. */
async function comeToTheEnd({ phones, database }: Cluster, { company, upgradeIds }: World): Promise<void> {
  for (const groupUpgradeId of upgradeIds) {
    const admin = await phones.again(company.admin);
    await succeed(admin, 'closeGroupUpgrade', { groupUpgradeId });
    const { token } = await provedSummary(admin, groupUpgradeId);
    await succeed(admin, 'cutOverGroupUpgrade', { groupUpgradeId, summaryToken: token });
  }
  for (const end = Date.now() + JOBS_MS; Date.now() < end; await delay(LOOK_MS)) {
    await database.rows(LET_GO);
    if ((await database.rows(OPEN)).length === 0) return;
  }
}

/** What was held back while the company was suspended waits for ten minutes; they are over now. */
const LET_GO = `update delivery set not_before = assent_now()
  where state = 'QUEUED' and attempts = 0 and not_before > assent_now() + interval '2 minutes'`;
/** What is left to do: what is due or is tried again, and what was not sent yet. */
const OPEN = `select 1 from programme_group where state = 'WAITING'
  union all select 1 from delivery where channel = 'WEBHOOK' and state = 'QUEUED'
  union all select 1 from graphile_worker.jobs
    where attempts < max_attempts and (run_at <= now() or attempts > 0) limit 1`;

async function succeed(api: Api, name: string, input: Record<string, unknown>): Promise<void> {
  const { userErrors } = await mutate(api, name, input);
  if (userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(userErrors)}`);
}
