import { join } from 'node:path';
import type { Called } from '../load/callers.js';
import type { Scenario } from '../scenario.js';
import { rateOf } from '../stand/callers.js';
import { HelperProcess } from '../stand/helper-process.js';
import { standAnswering } from '../world/answering.js';
import { againstPgbench } from './against-pgbench.js';

const CALLERS = 32;

export const answersUseCase: Scenario = {
  name: 'answers-use-case',
  title: '32 callers answer on one upgrade at the use case, without HTTP',
  async run(bench) {
    bench.tell(`signs ${CALLERS} people in and asks them`);
    const { stand, answering } = await standAnswering(bench, { people: CALLERS });
    await using _stand = stand;
    await using product = HelperProcess.start(join(import.meta.dirname, '../parts/answering.js'));
    const { connection, tokenSecret } = stand;
    const callers = answering.answerers.map(({ token, address, asked }) => ({ token, address, asked }));
    await product.call('open', { connection, tokenSecret, callers });
    return await againstPgbench(bench, connection, { atLeast: 20 }, async () =>
      rateOf(await product.call<Called>('run', bench.seconds)),
    );
  },
};
