import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { sessions } from '../page/page-data.js';
import { pageVariables } from '../page/page-schema.js';
import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { HelperProcess } from '../stand/helper-process.js';
import { Peer } from '../stand/peer.js';
import { compare } from '../statistics.js';
import { PAGE, pagePlans, type Reader } from '../world/directory.js';
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
    bench.tell('measures all four by turns');
    const rate = (callers: Callers) => () => callers.rate(bench.seconds);
    const measured = await interleaved(bench.rounds, {
      assent: rate(assentCallers),
      mercurius: rate(mercuriusCallers),
      yoga: rate(yogaCallers),
      apollo: rate(apolloCallers),
    });
    const what = 'pages a second';
    const of = { name: 'Assent', values: measured.assent };
    return [
      compare({
        what,
        of,
        over: { name: 'Mercurius with JIT', values: measured.mercurius },
        goal: { atLeast: 1.1 },
      }),
      compare({ what, of, over: { name: 'GraphQL Yoga', values: measured.yoga }, goal: { atLeast: 4 } }),
      compare({
        what,
        of,
        over: { name: 'Apollo Server as it comes', values: measured.apollo },
        goal: { atLeast: 5 },
      }),
    ];
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
