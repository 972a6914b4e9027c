import { localId } from '#platform/graphql/relay.js';
import { Api } from '../../support/api.js';
import type { Bench, Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { Peer } from '../stand/peer.js';
import { Stand } from '../stand/stand.js';
import { openDirectory, ownPages, PAGE_SIZE, pageBodies, pagePlans, placesIn } from '../world/directory.js';
import { comparePages } from './compare-pages.js';
import { assertSame } from './same-answers.js';

const READERS = 8;
/** As the product's own default. */
const POOL_SIZE = 16;

/** What PostGraphile makes of the same table. */
const POSTGRAPHILE = `query ($id: UUID!, $first: Int!, $after: Cursor) {
  allMembers(condition: { organizationId: $id }, first: $first, after: $after, orderBy: PRIMARY_KEY_ASC) {
    edges { node { id userId name email position status memberByManagerId { id name } } } } }`;
const POSTGRAPHILE_END = `query ($id: UUID!, $first: Int!, $after: Cursor) {
  allMembers(condition: { organizationId: $id }, first: $first, after: $after, orderBy: PRIMARY_KEY_ASC) {
    pageInfo { hasNextPage endCursor } } }`;

export const pagePostgres: Scenario = {
  name: 'page-postgres',
  title: 'a page of 20 objects with 6 fields and one batched nested field, from PostgreSQL',
  async run(bench: Bench) {
    const members = bench.size(10_000, 1_000);
    bench.tell(`imports ${members} members and starts the peers`);
    await using stand = await Stand.open(bench);
    const { company, readers } = await openDirectory(stand, { members, readers: READERS });
    const { organizationId, admin } = company;
    const database = { connection: stand.connection, tokenSecret: stand.tokenSecret, poolSize: POOL_SIZE };
    await using byHand = await Peer.start('page-by-hand', database);
    await using postgraphile = await Peer.start('page-by-postgraphile', database);
    await using apollo = await Peer.start('page-by-apollo-orm', database);

    const own = await ownPages(company);
    const theirs = await postgraphileBodies(postgraphile, admin, localId('Organization', organizationId));
    await assertSame(own, readers, [stand.node.port, byHand.port, apollo.port]);

    await using assentCallers = await Callers.open(pagePlans(stand.node.port, readers, own));
    await using byHandCallers = await Callers.open(pagePlans(byHand.port, readers, own));
    await using apolloCallers = await Callers.open(pagePlans(apollo.port, readers, own));
    await using postgraphileCallers = await Callers.open(
      pagePlans(postgraphile.port, readers, theirs.bodies, theirs.headers),
    );
    return comparePages(bench, assentCallers, [
      { name: 'node:http and pg by hand', callers: byHandCallers, atLeast: 0.85 },
      { name: 'PostGraphile 5', callers: postgraphileCallers, atLeast: 2 },
      { name: 'Apollo Server with MikroORM entities', callers: apolloCallers, atLeast: 4 },
    ]);
  },
};

/** Pages of the same rows, by PostGraphile's own cursors. */
async function postgraphileBodies(
  { port }: Peer,
  { token }: Api,
  id: string,
): Promise<{ bodies: string[]; headers: Record<string, string> }> {
  const headers = { 'x-organization': id };
  const api = new Api(`http://127.0.0.1:${port}`, token, headers);
  const afters = await placesIn(async (after) => {
    const { allMembers } = await api.succeed<{
      allMembers: { pageInfo: { hasNextPage: boolean; endCursor: string } };
    }>(POSTGRAPHILE_END, { id, first: PAGE_SIZE, after });
    return allMembers.pageInfo.hasNextPage ? allMembers.pageInfo.endCursor : null;
  });
  return { bodies: pageBodies(POSTGRAPHILE, id, afters), headers };
}
