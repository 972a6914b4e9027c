import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { sessions } from '../page/page-data.js';
import { pageVariables } from '../page/page-schema.js';
import type { Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { HelperProcess } from '../stand/helper-process.js';
import { Peer } from '../stand/peer.js';
import { PAGE, pagePlans, type Reader } from '../world/directory.js';
import { comparePages } from './compare-pages.js';
import { assertSame } from './same-answers.js';

const bodies = pageVariables.map((variables) => JSON.stringify({ query: PAGE, variables }));

export const pageMemory: Scenario = {
  name: 'page-memory',
  title: 'a page of 20 objects with 6 fields and one batched nested field, data in memory',
  async run(bench) {
    const tokenSecret = randomBytes(32).toString('hex');
    const readers = await signedIn(tokenSecret);
    await using assent = HelperProcess.start(join(import.meta.dirname, '../parts/page-server.js'));
    const port = await assent.call<number>('start', { tokenSecret });
    await using mercurius = await Peer.start('page-by-mercurius', { tokenSecret });
    await using yoga = await Peer.start('page-by-yoga', { tokenSecret });
    await using apollo = await Peer.start('page-by-apollo', { tokenSecret });
    await assertSame(bodies, readers, [port, mercurius.port, yoga.port, apollo.port]);

    await using assentCallers = await Callers.open(pagePlans(port, readers, bodies));
    await using mercuriusCallers = await Callers.open(pagePlans(mercurius.port, readers, bodies));
    await using yogaCallers = await Callers.open(pagePlans(yoga.port, readers, bodies));
    await using apolloCallers = await Callers.open(pagePlans(apollo.port, readers, bodies));
    return comparePages(bench, assentCallers, [
      { name: 'Mercurius with JIT', callers: mercuriusCallers, atLeast: 1.1 },
      { name: 'GraphQL Yoga', callers: yogaCallers, atLeast: 4 },
      { name: 'Apollo Server as it comes', callers: apolloCallers, atLeast: 5 },
    ]);
  },
};

function signedIn(tokenSecret: string): Promise<Reader[]> {
  const tokens = new Tokens(tokenSecret, systemClock);
  return Promise.all(
    [...sessions].map(async ([sessionId, personId], index) => {
      const { token } = await tokens.issueAccess(personId, sessionId);
      return { token, address: `10.0.0.${index + 1}` };
    }),
  );
}
